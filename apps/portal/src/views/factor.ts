import { signInFactors, type FactorKind } from "@atrium/contracts";
import { alert, backToLogin, button, field, form, note, or, passkeyForm, tick } from "../controls.ts";
import { html, type Html } from "../html.ts";
import type { Fields, Page, Refusal, Shown } from "../page.ts";

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

function passkeyPart(page: Page, along: Fields): Html {
  const asked = passkeyForm(page, "/auth/mfa", {
    kind: "get",
    options: "/api/v1/auth/passkeys/options",
    label: page.t("factor.passkey.use"),
    hidden: { ...along, trust: "" },
  });
  return html`${asked}<noscript><p>${page.t("page.noScript")}</p></noscript>`;
}

function codePart(page: Page, kind: ByHand, state: FactorState, along: Fields): Html {
  const { t } = page;
  const hidden = { ...along, method: kind };
  const send = { name: "send", value: "yes" };
  if (isSent(kind) && state.sentTo === undefined && state.typed !== true)
    return form(page, "/auth/mfa", button(t("factor.send"), send), { hidden });
  const code = field(page, {
    name: "code",
    label: t(`factor.${kind}.label`),
    autocomplete: "one-time-code",
    numeric: kind !== "recovery_code",
    code: true,
    focus: true,
    max: 40,
  });
  const main = [code, tick("trust", t("factor.trust"), false), button(t("page.continue"))];
  const again = button(t("factor.sendAgain"), { ...send, class: "link" });
  return html`${form(page, "/auth/mfa", main, { hidden })}
  ${isSent(kind) && form(page, "/auth/mfa", again, { hidden })}`;
}

function otherPart(page: Page, others: readonly ByHand[], along: Fields): Html {
  const { t } = page;
  const buttons = others.map(
    (way) => html`<button type="submit" name="use" value="${way}">${t(`factor.${way}`)}</button>`,
  );
  const group = html`<div class="ways" role="group" aria-label="${t("factor.other")}">${buttons}</div>`;
  return html`${or(page, t("factor.other"))}${form(page, "/auth/mfa", group, { hidden: along })}`;
}

/** The step after the password. Passkeys want script; each other way is offered beside them. */
export function factorView(page: Page, state: FactorState): Shown {
  const { t } = page;
  const { ticket, factors, refusal, sentTo } = state;
  const ways = byHand.filter((kind) => factors.includes(kind));
  const kind = ways.find((way) => way === state.use) ?? ways[0];
  const others = ways.filter((way) => way !== kind);
  const along = { ticket, factors: factors.join(",") };
  const passkey = factors.includes("passkey");
  const content = html`${alert(page, refusal)}
  ${sentTo !== undefined && note(t("factor.sent", { to: sentTo }))} ${passkey && passkeyPart(page, along)}
  ${passkey && kind !== undefined && or(page)} ${kind !== undefined && codePart(page, kind, state, along)}
  ${others.length > 0 && otherPart(page, others, along)} ${backToLogin(page)}`;
  return { title: t("factor.title"), content, ...(refusal === undefined ? {} : { refusal }) };
}
