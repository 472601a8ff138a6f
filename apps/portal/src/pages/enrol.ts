import {
  confirmEnrolledTotp,
  enrolPasskey,
  makeRecoveryCodes,
  renewPassword,
  type Registration,
} from "@atrium/contracts";
import { alert, button, form } from "../controls.ts";
import { credentialOf } from "../credential.ts";
import { html } from "../html.ts";
import { beginAgain, beginEnrol, endsSignIn, nextStep } from "../next-step.ts";
import type { Page, PageHandler, Refusal, Shown } from "../page.ts";
import { enrolView } from "../views/enrol.ts";
import { loginView } from "../views/login.ts";
import { renewPasswordView } from "../views/renew-password.ts";

const toLogin = (page: Page): Promise<Shown> => Promise.resolve({ goTo: page.link("/auth/login") });

export const enrolPage: PageHandler = {
  get: toLogin,
  async post(page, call) {
    const { ticket, code = "", credential, again, only } = page.form;
    const onlyPasskey = only === "passkey";
    if (ticket === undefined) return toLogin(page);
    if (again !== undefined) return beginEnrol(page, call, ticket);
    const outcome =
      credential === undefined
        ? await call(confirmEnrolledTotp, { body: { ticket, code: code.trim() } })
        : await call(enrolPasskey, { body: { ticket, credential: credentialOf<Registration>(page.form) } });
    if (!outcome.ok)
      return endsSignIn(outcome.refusal)
        ? beginAgain(page, call, outcome.refusal)
        : enrolView(page, { ticket, begun: null, onlyPasskey, refusal: outcome.refusal });
    if (outcome.value.next === "done") return { goTo: page.link("/auth/recovery-codes") };
    return nextStep(page, call, outcome.value);
  },
};

export const renewPasswordPage: PageHandler = {
  get: toLogin,
  async post(page, call) {
    const { ticket, newPassword = "" } = page.form;
    if (ticket === undefined) return toLogin(page);
    const outcome = await call(renewPassword, { body: { ticket, newPassword } });
    if (outcome.ok) return nextStep(page, call, outcome.value);
    return endsSignIn(outcome.refusal)
      ? beginAgain(page, call, outcome.refusal)
      : renewPasswordView(page, ticket, outcome.refusal);
  },
};

function codesView(page: Page, refusal?: Refusal): Shown {
  const { t } = page;
  const later = html`<a class="button" href="${page.returnTo}">${t("codes.later")}</a>`;
  return {
    title: t("codes.title"),
    content: html`<p>${t("codes.detail")}</p>
      ${alert(page, refusal)}${form(page, "/auth/recovery-codes", html`${button(t("codes.make"))}${later}`)}`,
    ...(refusal === undefined ? {} : { refusal }),
  };
}

/** Offered once a first factor is set up: without it, a lost phone is a lost account. */
export const recoveryCodesPage: PageHandler = {
  get: (page) => Promise.resolve(codesView(page)),
  async post(page, call) {
    const { t } = page;
    const made = await call(makeRecoveryCodes, {});
    if (!made.ok && made.refusal.code === "auth.required")
      return loginView(page, call, { refusal: made.refusal });
    if (!made.ok) return codesView(page, made.refusal);
    const codes = made.value.codes.map((code) => html`<li><code dir="ltr">${code}</code></li>`);
    const go = html`<a class="button primary" href="${page.returnTo}">${t("page.continue")}</a>`;
    return {
      title: t("codes.title"),
      content: html`<p>${t("codes.keep")}</p>
        <ul class="codes">
          ${codes}
        </ul>
        <p class="links">${go}</p>`,
    };
  },
};
