import { register, resendVerification, verifyEmail } from "@atrium/contracts";
import { alert, backToLogin, button, field, form } from "../controls.ts";
import { html } from "../html.ts";
import type { Page, PageHandler, Refusal, Shown } from "../page.ts";
import { fieldErrors, sentenceFor } from "../refusals.ts";
import { linkView, loginView } from "../views/login.ts";
import { newPasswordField } from "../views/renew-password.ts";

function registerView(page: Page, refusal?: Refusal): Shown {
  const { t } = page;
  const errors = fieldErrors(page, refusal);
  const have = html`<p class="links"><a href="${page.link("/auth/login")}">${t("register.have")}</a></p>`;
  const refused = refusal === undefined ? {} : { refusal };
  if (!page.brand.registration)
    return {
      title: t("register.title"),
      content: html`<p>${t("problem.registration")}</p>
        ${have}`,
      ...refused,
    };
  const one = (name: "firstName" | "lastName", autocomplete: string) =>
    field(page, {
      name,
      label: t(`field.${name}`),
      autocomplete,
      value: page.form[name],
      error: errors[name],
      required: false,
      max: 100,
    });
  const main = html`${field(page, {
    name: "email",
    label: t("field.email"),
    type: "email",
    autocomplete: "username",
    value: page.form["email"],
    error: errors["email"],
    max: 254,
    focus: true,
  })}${one("firstName", "given-name")}${one("lastName", "family-name")}${newPasswordField(page, "password", t("field.password"), refusal)}${button(t("register.submit"))}`;
  return {
    title: t("register.title"),
    content: html`${alert(page, refusal)}${form(page, "/auth/register", main)}${have}`,
    ...refused,
  };
}

function sentView(page: Page, email: string, refusal?: Refusal): Shown {
  const { t } = page;
  const resend = button(t("register.again"), { name: "resend", value: "yes", class: false });
  const again = form(page, "/auth/register", resend, { hidden: { email } });
  return {
    title: t("register.sentTitle"),
    content: html`<p>${t("register.sentDetail", { email })}</p>
      ${alert(page, refusal)}${again}${backToLogin(page)}`,
    ...(refusal === undefined ? {} : { refusal }),
  };
}

/** The same page whether or not the address is known: what comes next is in the mail. */
export const registerPage: PageHandler = {
  get: (page) => Promise.resolve(registerView(page)),
  async post(page, call) {
    const { email = "", password = "", firstName = "", lastName = "", resend } = page.form;
    if (resend !== undefined) {
      const sent = await call(resendVerification, { body: { email } });
      return sent.ok ? sentView(page, email) : sentView(page, email, sent.refusal);
    }
    const { organization } = page.carried;
    const outcome = await call(register, {
      body: {
        email,
        password,
        locale: page.id,
        ...(firstName.trim() === "" ? {} : { firstName }),
        ...(lastName.trim() === "" ? {} : { lastName }),
        ...(organization === undefined ? {} : { organization }),
      },
    });
    return outcome.ok ? sentView(page, email) : registerView(page, outcome.refusal);
  },
};

/** Asks for the password of the registration: who opens the mail and who registered must be the same person. */
function verifyView(page: Page, token: string, refusal?: Refusal): Shown {
  const { t } = page;
  const wrong = refusal?.code === "auth.invalid_credentials";
  const password = field(page, {
    name: "password",
    label: t("field.password"),
    type: "password",
    autocomplete: "current-password",
    focus: true,
  });
  return {
    title: t("verify.title"),
    content: html`<p>${t("verify.detail")}</p>
      ${alert(page, refusal, wrong ? t("problem.verifyPassword") : refusal && sentenceFor(page, refusal))}${form(page, "/auth/verify-email", html`${password}${button(t("verify.submit"))}`, { hidden: { token } })}`,
    cleanPath: "/auth/verify-email",
    ...(refusal === undefined ? {} : { refusal }),
  };
}

export const verifyEmailPage: PageHandler = {
  get: (page) => {
    const { token } = page.query;
    return Promise.resolve(token === undefined ? linkView(page, undefined) : verifyView(page, token));
  },
  async post(page, call) {
    const { token = "", password = "" } = page.form;
    const outcome = await call(verifyEmail, { body: { token, ...(password === "" ? {} : { password }) } });
    if (outcome.ok) {
      const { email } = outcome.value;
      return loginView(page, call, { email, notice: page.t("login.verified", { email }) });
    }
    const { refusal } = outcome;
    return refusal.code === "link.invalid" ? linkView(page, refusal) : verifyView(page, token, refusal);
  },
};
