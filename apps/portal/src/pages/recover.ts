import { forgotPassword, resetPassword } from "@atrium/contracts";
import { alert, backToLogin, button, field, form } from "../controls.ts";
import { html } from "../html.ts";
import type { Page, PageHandler, Refusal, Shown } from "../page.ts";
import { fieldErrors } from "../refusals.ts";
import { linkView, loginView } from "../views/login.ts";
import { newPasswordField } from "../views/renew-password.ts";

function forgotView(page: Page, refusal?: Refusal): Shown {
  const { t } = page;
  const main = html`${field(page, {
    name: "email",
    label: t("field.email"),
    type: "email",
    autocomplete: "username",
    value: page.form["email"],
    error: fieldErrors(page, refusal)["email"],
    focus: true,
    max: 254,
  })}${button(t("forgot.submit"))}`;
  return {
    title: t("forgot.title"),
    content: html`<p>${t("forgot.detail")}</p>
      ${alert(page, refusal)}${form(page, "/auth/forgot-password", main)}${backToLogin(page)}`,
    ...(refusal === undefined ? {} : { refusal }),
  };
}

export const forgotPasswordPage: PageHandler = {
  get: (page) => Promise.resolve(forgotView(page)),
  async post(page, call) {
    const { t } = page;
    const { email = "" } = page.form;
    const outcome = await call(forgotPassword, { body: { email } });
    if (!outcome.ok) return forgotView(page, outcome.refusal);
    return {
      title: t("forgot.sentTitle"),
      content: html`<p>${t("forgot.sentDetail", { email })}</p>
        ${backToLogin(page)}`,
    };
  },
};

function resetView(page: Page, token: string, refusal?: Refusal): Shown {
  const { t } = page;
  const main = html`${newPasswordField(page, "newPassword", t("field.newPassword"), refusal)}${button(t("reset.submit"))}`;
  return {
    title: t("reset.title"),
    content: html`<p>${t("reset.detail")}</p>
      ${alert(page, refusal)}${form(page, "/auth/reset-password", main, { hidden: { token } })}`,
    cleanPath: "/auth/reset-password",
    ...(refusal === undefined ? {} : { refusal }),
  };
}

const askAgain = (page: Page) =>
  html`<p class="links">
    <a class="button" href="${page.link("/auth/forgot-password")}">${page.t("forgot.submit")}</a>
  </p>`;

export const resetPasswordPage: PageHandler = {
  get: (page) => {
    const { token } = page.query;
    return Promise.resolve(
      token === undefined ? linkView(page, undefined, askAgain(page)) : resetView(page, token),
    );
  },
  async post(page, call) {
    const { token = "", newPassword = "" } = page.form;
    const outcome = await call(resetPassword, { body: { token, newPassword } });
    if (outcome.ok) return loginView(page, call, { notice: page.t("login.reset") });
    const { refusal } = outcome;
    return refusal.code === "link.invalid"
      ? linkView(page, refusal, askAgain(page))
      : resetView(page, token, refusal);
  },
};
