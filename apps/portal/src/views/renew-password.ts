import { alert, button, field, form } from "../controls.ts";
import { html } from "../html.ts";
import type { Page, Refusal, Shown } from "../page.ts";
import { fieldErrors } from "../refusals.ts";

export const newPasswordField = (page: Page, name: string, label: string, refusal: Refusal | undefined) =>
  field(page, {
    name,
    label,
    type: "password",
    autocomplete: "new-password",
    hint: page.t("field.passwordHint"),
    error: fieldErrors(page, refusal)[name],
  });

export function renewPasswordView(page: Page, ticket: string, refusal?: Refusal): Shown {
  const { t } = page;
  const main = html`${newPasswordField(page, "newPassword", t("field.newPassword"), refusal)}${button(t("renew.submit"))}`;
  return {
    title: t("renew.title"),
    content: html`<p>${t("renew.detail")}</p>
      ${alert(page, refusal)}${form(page, "/auth/renew-password", main, { hidden: { ticket } })}`,
    ...(refusal === undefined ? {} : { refusal }),
  };
}
