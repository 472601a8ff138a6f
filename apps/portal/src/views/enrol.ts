import { alert, backToLogin, button, field, form, or, passkeyForm } from "../controls.ts";
import { html, type Html } from "../html.ts";
import type { Page, Refusal, Shown } from "../page.ts";

export type EnrolState = {
  readonly ticket: string;
  /** What the app is to read; it is made once, so a wrong code does not show it again. */
  readonly begun: { readonly secret: string; readonly qr: string } | null;
  /** The organization takes no app. */
  readonly onlyPasskey?: boolean;
  readonly refusal?: Refusal;
};

/** As a picture and not as part of the page: whatever a picture holds, it runs nothing. */
const pictureOf = (svg: string): string =>
  `data:image/svg+xml,${encodeURIComponent(svg).replaceAll("%20", " ").replaceAll("%3D", "=").replaceAll("%2C", ",")}`;

/** Four characters at a time, as people copy them. */
const grouped = (secret: string): string =>
  secret
    .replaceAll(/\s/g, "")
    .match(/.{1,4}/g)
    ?.join(" ") ?? "";

function appPart(page: Page, { ticket, begun }: EnrolState): Html {
  const { t } = page;
  const code = field(page, {
    name: "code",
    label: t("enrol.code"),
    autocomplete: "one-time-code",
    numeric: true,
    code: true,
    focus: true,
    max: 40,
  });
  const again = button(t("enrol.again"), { name: "again", value: "yes", class: "link" });
  const picture =
    begun === null
      ? null
      : html`<img
            class="qr"
            src="${pictureOf(begun.qr)}"
            alt="${t("enrol.picture")}"
            width="176"
            height="176"
          />
          <p class="quiet">${t("enrol.key")} <code dir="ltr">${grouped(begun.secret)}</code></p>`;
  const hidden = { ticket };
  return html`${picture}${form(page, "/auth/enrol", html`${code}${button(t("page.continue"))}`, { hidden })}
  ${begun === null && form(page, "/auth/enrol", again, { hidden })}${or(page)}`;
}

export function enrolView(page: Page, state: EnrolState): Shown {
  const { t } = page;
  const { ticket, begun, onlyPasskey = false, refusal } = state;
  const passkey = passkeyForm(page, "/auth/enrol", {
    kind: "create",
    options: "/api/v1/auth/mfa/enrol/passkey/options",
    label: t(onlyPasskey ? "enrol.setUpPasskey" : "enrol.passkey"),
    hidden: { ticket, ...(onlyPasskey ? { only: "passkey" } : {}) },
  });
  const what = onlyPasskey ? "enrol.onlyPasskey" : begun === null ? "enrol.begun" : "enrol.detail";
  const content = html`<p>${t(what)}</p>
    ${alert(page, refusal)}${!onlyPasskey && appPart(page, state)}${passkey}
    <noscript><p class="quiet">${t("page.noScript")}</p></noscript>
    ${backToLogin(page)}`;
  return { title: t("enrol.title"), content, ...(refusal === undefined ? {} : { refusal }) };
}
