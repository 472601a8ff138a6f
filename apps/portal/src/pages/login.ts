import {
  errors,
  login,
  logout,
  passkeyLogin,
  routeConnection,
  type Assertion,
  type ErrorCode,
} from "@atrium/contracts";
import { button, form } from "../controls.ts";
import { credentialOf } from "../credential.ts";
import { html } from "../html.ts";
import type { MessageKey } from "../messages/en.ts";
import { nextStep } from "../next-step.ts";
import type { PageHandler } from "../page.ts";
import { startAt } from "../single-sign-on.ts";
import { loginView } from "../views/login.ts";

const isCode = (text: string): text is ErrorCode => Object.hasOwn(errors, text);
const notices: Readonly<Record<string, MessageKey>> = { "signed-out": "login.signedOut" };

export const loginPage: PageHandler = {
  async get(page, ask) {
    const { error = "" } = page.query;
    if (isCode(error)) {
      const refusal = { code: error, status: errors[error].status, requestId: "", retryAfterSeconds: null };
      return loginView(page, ask, { refusal });
    }
    const notice = notices[page.query["notice"] ?? ""];
    return loginView(page, ask, notice === undefined ? {} : { notice: page.t(notice) });
  },
  async post(page, call) {
    const { t } = page;
    const { email = "", password = "", way, begin } = page.form;
    const remember = page.form["remember"] === "yes";
    if (begin !== undefined)
      return loginView(page, call, { email: page.form["email"], notice: t("login.signInFirst") });
    if (way === "sso") {
      if (email.trim() === "") return loginView(page, call, { remember, notice: t("login.ssoNeedsEmail") });
      const found = await call(routeConnection, { query: { email } });
      if (!found.ok) return loginView(page, call, { email, remember, refusal: found.refusal });
      const { routed } = found.value;
      return routed === null
        ? loginView(page, call, { email, remember, notice: t("login.ssoNone") })
        : startAt(page, call, { connection: routed.id, remember });
    }
    const outcome = await call(login, { body: { email, password, remember, mode: "cookie" } });
    return outcome.ok
      ? nextStep(page, call, outcome.value)
      : loginView(page, call, { email, remember, refusal: outcome.refusal });
  },
};

export const passkeyPage: PageHandler = {
  get: (page) => Promise.resolve({ goTo: page.link("/auth/login") }),
  async post(page, call) {
    const assertion = credentialOf<Assertion>(page.form);
    const remember = page.form["remember"] === "yes";
    const outcome = await call(passkeyLogin, { body: { assertion, remember, mode: "cookie" } });
    return outcome.ok
      ? nextStep(page, call, outcome.value)
      : loginView(page, call, { remember, refusal: outcome.refusal });
  },
};

export const logoutPage: PageHandler = {
  get(page) {
    const { t } = page;
    const stay = html`<a class="button" href="${page.returnTo}">${t("logout.stay")}</a>`;
    const content = html`<p>${t("logout.detail")}</p>
      ${form(page, "/auth/logout", html`${button(t("logout.submit"))}${stay}`)}`;
    return Promise.resolve({ title: t("logout.title"), content });
  },
  async post(page, call) {
    // Whoever is signed out already has what they want.
    await call(logout, {});
    const { return: back, ...along } = page.carried;
    if (back !== undefined) return { goTo: back };
    return { goTo: `/auth/login?${new URLSearchParams({ ...along, notice: "signed-out" }).toString()}` };
  },
};
