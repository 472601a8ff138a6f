import { routeConnection } from "@atrium/contracts";
import { backToLogin, button, field, form, hidden, note, or, passkeyForm, alert, tick } from "../controls.ts";
import { html, type Html } from "../html.ts";
import type { Ask, Page, Refusal, Shown } from "../page.ts";
import { fieldErrors } from "../refusals.ts";

export type LoginState = {
  readonly email?: string | undefined;
  readonly remember?: boolean;
  /** What happened before the page came up. */
  readonly notice?: string;
  readonly refusal?: Refusal;
};

async function providers(page: Page, ask: Ask, email: string | undefined): Promise<Html[]> {
  // Only the domain of the address matters, so this tells nobody who has an account.
  const query = email === undefined || email === "" ? {} : { email };
  const outcome = await ask(routeConnection, { query });
  const { routed, social } = outcome.ok ? outcome.value : { routed: null, social: [] };
  const ways = [...(routed === null ? [] : [routed]), ...social.filter(({ id }) => id !== routed?.id)];
  return ways.map(({ id, name }) =>
    form(page, "/auth/sso", html`<button type="submit">${page.t("login.with", { name })}</button>`, {
      hidden: { connection: id },
    }),
  );
}

function passwordForm(page: Page, { email, remember = false, refusal }: LoginState): Html {
  const { t } = page;
  const errors = fieldErrors(page, refusal);
  const emailField = field(page, {
    name: "email",
    label: t("field.email"),
    type: "email",
    autocomplete: "username webauthn",
    value: email,
    error: errors["email"],
    focus: email === undefined,
    max: 254,
  });
  const password = field(page, {
    name: "password",
    label: t("field.password"),
    type: "password",
    autocomplete: "current-password",
    error: errors["password"],
    focus: email !== undefined && errors["email"] === undefined,
  });
  const sso = button(t("login.sso"), { name: "way", value: "sso", formnovalidate: true, class: "link" });
  const keep = tick("remember", t("login.remember"), remember);
  return form(page, "/auth/login", [emailField, password, keep, button(t("login.submit")), sso]);
}

export async function loginView(page: Page, ask: Ask, state: LoginState = {}): Promise<Shown> {
  const { t } = page;
  const { email, refusal, notice } = state;
  const others = await providers(page, ask, email);
  const passkey = passkeyForm(page, "/auth/passkey", {
    kind: "get",
    options: "/api/v1/auth/passkeys/options",
    label: t("login.passkey"),
    hidden: { remember: "" },
    autofill: true,
    // Without script there is nothing below the line.
    alone: others.length === 0,
  });
  const register = html`<a href="${page.link("/auth/register")}">${t("login.register")}</a>`;
  const content = html`${notice !== undefined && note(notice)}${alert(page, refusal)}
    ${passwordForm(page, state)}${others.length > 0 && or(page)}
    <div class="ways">${passkey}${others}</div>
    <p class="links">
      <a href="${page.link("/auth/forgot-password")}">${t("login.forgot")}</a>
      ${page.brand.registration && register}
    </p>`;
  return { title: t("login.title"), content, ...(refusal === undefined ? {} : { refusal }) };
}

/** Sends whoever is signed out, or signed in as somebody else, to the sign-in and back to `path`, which may hold a token. */
export function beginForm(page: Page, path: string, label: string, email?: string): Html {
  return form(page, "/auth/login", html`${hidden(email === undefined ? {} : { email })}${button(label)}`, {
    hidden: { begin: "yes", return: path },
  });
}

export const linkView = (page: Page, refusal: Refusal | undefined, next: Html = backToLogin(page)): Shown => {
  const { t } = page;
  return refusal === undefined
    ? {
        title: t("link.missingTitle"),
        content: html`<p>${t("link.missing")}</p>
          ${next}`,
      }
    : {
        title: t("link.title"),
        content: html`<p role="alert">${t("link.detail")}</p>
          ${next}`,
        refusal,
      };
};
