import { confirmEmail, revertEmail } from "@atrium/contracts";
import { alert, button, form } from "../controls.ts";
import { html } from "../html.ts";
import { addressOf } from "../layout.ts";
import { returningTo } from "../make-page.ts";
import type { Page, PageHandler, Refusal, Shown } from "../page.ts";
import { linkView, loginView } from "../views/login.ts";

/** One sentence, one button: the visit of the link does nothing by itself. */
function askView(page: Page, kind: "confirm" | "revert", token: string, refusal?: Refusal): Shown {
  const { t } = page;
  const path = `/auth/${kind}-email`;
  return {
    title: t(`${kind}.title`),
    content: html`<p>${t(`${kind}.detail`)}</p>
      ${alert(page, refusal)}${form(page, path, button(t(`${kind}.submit`)), { hidden: { token } })}`,
    cleanPath: path,
    ...(refusal === undefined ? {} : { refusal }),
  };
}

const ask = (kind: "confirm" | "revert"): PageHandler["get"] => {
  return (page) => {
    const { token } = page.query;
    return Promise.resolve(token === undefined ? linkView(page, undefined) : askView(page, kind, token));
  };
};

export const confirmEmailPage: PageHandler = {
  get: ask("confirm"),
  async post(page, call) {
    const { t } = page;
    const { token = "" } = page.form;
    const outcome = await call(confirmEmail, { body: { token } });
    if (!outcome.ok) {
      const { refusal } = outcome;
      if (refusal.code === "auth.required") {
        const back = returningTo(page, addressOf("/auth/confirm-email", { token }));
        return loginView(back, call, { notice: t("login.signInFirst") });
      }
      return refusal.code === "link.invalid"
        ? linkView(page, refusal)
        : askView(page, "confirm", token, refusal);
    }
    const [newest] = outcome.value.items.toSorted((a, b) => b.addedAt.localeCompare(a.addedAt));
    const go = html`<a class="button primary" href="${page.returnTo}">${t("page.continue")}</a>`;
    return {
      title: t("confirm.doneTitle"),
      content: html`<p>${t("confirm.doneDetail", { email: newest?.email ?? "" })}</p>
        <p class="links">${go}</p>`,
    };
  },
};

export const revertEmailPage: PageHandler = {
  get: ask("revert"),
  async post(page, call) {
    const { token = "" } = page.form;
    const outcome = await call(revertEmail, { body: { token } });
    if (outcome.ok) return loginView(page, call, { notice: page.t("login.reverted") });
    const { refusal } = outcome;
    return refusal.code === "link.invalid"
      ? linkView(page, refusal)
      : askView(page, "revert", token, refusal);
  },
};
