import { signInFactors, type FactorKind } from "@atrium/contracts";
import { alert, backToLogin, button, field, form, note, or, passkeyForm, tick } from "../controls.ts";
import { html } from "../html.ts";
import type { Page, Refusal, Shown } from "../page.ts";

export type FactorState = {
  readonly ticket: string;
  readonly factors: readonly FactorKind[];
  readonly use?: FactorKind | undefined;
  /** Where the code went, masked. */
  readonly sentTo?: string;
  /** A code was typed already, so one was sent before. */
  readonly typed?: boolean;
  readonly refusal?: Refusal;
};

const byHand = ["totp", "sms_code", "email_code", "recovery_code"] as const;
type ByHand = (typeof byHand)[number];
const isSent = (kind: ByHand): kind is "sms_code" | "email_code" =>
  kind === "sms_code" || kind === "email_code";

export const factorKind = (text: string | undefined): FactorKind | undefined =>
  signInFactors.find((kind) => kind === text);

/** The step after the password. Passkeys want script; each other way is offered beside them. */
export function factorView(page: Page, state: FactorState): Shown {
  const { t } = page;
  const { ticket, factors, refusal, sentTo } = state;
  const ways = byHand.filter((kind) => factors.includes(kind));
  const kind = ways.find((way) => way === state.use) ?? ways[0];
  const along = { ticket, factors: factors.join(","), ...(kind === undefined ? {} : { method: kind }) };
  const passkey = factors.includes("passkey");
  const trust = tick("trust", t("factor.trust"), false);

  const typed = (of: ByHand) =>
    form(
      page,
      "/auth/mfa",
      [
        field(page, {
          name: "code",
          label: t(`factor.${of}.label`),
          autocomplete: "one-time-code",
          numeric: of !== "recovery_code",
          code: true,
          focus: true,
          max: 40,
        }),
        trust,
        button(t("page.continue")),
      ],
      { hidden: along },
    );
  const send = (label: string, main: boolean) =>
    form(page, "/auth/mfa", button(label, main ? { name: "send", value: "yes" } : { name: "send", value: "yes", class: "link" }), { hidden: along }); // prettier-ignore

  const others = ways.filter((way) => way !== kind);
  const content = html`${alert(page, refusal)}${sentTo !== undefined && note(t("factor.sent", { to: sentTo }))}
  ${passkey && html`${passkeyForm(page, "/auth/mfa", { kind: "get", options: "/api/v1/auth/passkeys/options", label: t("factor.passkey.use"), hidden: { ticket, factors: factors.join(","), trust: "" } })}<noscript><p>${t("page.noScript")}</p></noscript>`}
  ${passkey && kind !== undefined && or(page)}
  ${kind !== undefined && isSent(kind) && sentTo === undefined && state.typed !== true ? send(t("factor.send"), true) : html`${kind !== undefined && typed(kind)}${kind !== undefined && isSent(kind) && send(t("factor.sendAgain"), false)}`}
  ${others.length > 0 && html`${or(page)}${form(page, "/auth/mfa", html`<div class="ways" role="group" aria-label="${t("factor.other")}">${others.map((way) => html`<button type="submit" name="use" value="${way}">${t(`factor.${way}`)}</button>`)}</div>`, { hidden: { ticket, factors: factors.join(",") } })}`}
  ${backToLogin(page)}`;
  return { title: t("factor.title"), content, ...(refusal === undefined ? {} : { refusal }) };
}
