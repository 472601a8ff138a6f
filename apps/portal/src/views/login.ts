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

async function otherWays(page: Page, ask: Ask, email: string | undefined): Promise<Html> {
  // Only the domain of the address matters, so this tells nobody who has an account.
  const query = email === undefined || email === "" ? {} : { email };
  const outcome = await ask(routeConnection, { query });
  const { routed, social } = outcome.ok ? outcome.value : { routed: null, social: [] };
  const ways = [...(routed === null ? [] : [routed]), ...social.filter(({ id }) => id !== routed?.id)];
  return html`${ways.map(({ id, name }) =>
    form(page, "/auth/sso", html`<button type="submit">${page.t("login.with", { name })}</button>`, {
      hidden: { connection: id },
    }),
  )}`;
}

export async function loginView(page: Page, ask: Ask, state: LoginState = {}): Promise<Shown> {
  const { t } = page;
  const { email, refusal } = state;
  const errors = fieldErrors(page, refusal);
  const main = html`${field(page, {
    name: "email",
    label: t("field.email"),
    type: "email",
    autocomplete: "username webauthn",
    value: email,
    error: errors["email"],
    focus: email === undefined,
    max: 254,
  })}${field(page, {
    name: "password",
    label: t("field.password"),
    type: "password",
    autocomplete: "current-password",
    error: errors["password"],
    focus: email !== undefined && errors["email"] === undefined,
  })}${tick("remember", t("login.remember"), state.remember === true)}${button(t("login.submit"))}${html`<button type="submit" name="way" value="sso" formnovalidate class="link">${t("login.sso")}</button>`}`;
  const passkey = passkeyForm(page, "/auth/passkey", {
    kind: "get",
    options: "/api/v1/auth/passkeys/options",
    label: t("login.passkey"),
    hidden: { remember: "" },
    autofill: true,
  });
  const content = html`${state.notice !== undefined && note(state.notice)}${alert(page, refusal)}${form(page, "/auth/login", main)}${or(page)}
    <div class="ways">${passkey}${await otherWays(page, ask, email)}</div>
    <p class="links">
      <a href="${page.link("/auth/forgot-password")}">${t("login.forgot")}</a
      >${page.brand.registration && html`<a href="${page.link("/auth/register")}">${t("login.register")}</a>`}
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
