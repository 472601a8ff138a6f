import { acceptInvitation, lookAtInvitation, type Output } from "@atrium/contracts";
import { alert, button, field, form } from "../controls.ts";
import { html, type Html } from "../html.ts";
import { addressOf } from "../layout.ts";
import { returningTo } from "../make-page.ts";
import type { Ask, Page, PageHandler, Refusal, Shown } from "../page.ts";
import { fieldErrors } from "../refusals.ts";
import { beginForm, linkView, loginView } from "../views/login.ts";
import { newPasswordField } from "../views/renew-password.ts";

type Invitation = Output<typeof lookAtInvitation>;

function toDo(page: Page, token: string, invitation: Invitation, refusal: Refusal | undefined): Html {
  const { t } = page;
  const { email, next } = invitation;
  const errors = fieldErrors(page, refusal);
  const here = addressOf("/auth/invitation", { token });
  const one = (name: "firstName" | "lastName", autocomplete: string) =>
    field(page, {
      name,
      label: t(`field.${name}`),
      autocomplete,
      value: page.form[name] ?? invitation[name] ?? "",
      error: errors[name],
      required: false,
      max: 100,
    });
  switch (next) {
    case "accept":
      return form(page, "/auth/invitation", button(t("invitation.accept")), { hidden: { token } });
    case "sign_in":
      return beginForm(page, here, t("invitation.signIn"), email);
    case "sign_out": {
      const out = form(returningTo(page, here), "/auth/logout", button(t("invitation.signOutSubmit")));
      return html`<p>${t("invitation.signOut", { email })}</p>
        ${out}`;
    }
    case "make_account":
      return form(
        page,
        "/auth/invitation",
        html`${field(page, { name: "email", label: t("field.email"), type: "email", autocomplete: "username", value: email, readonly: true })}${one("firstName", "given-name")}${one("lastName", "family-name")}${newPasswordField(page, "password", t("field.password"), refusal)}${button(t("invitation.accept"))}`,
        { hidden: { token } },
      );
  }
}

async function invitationView(page: Page, ask: Ask, token: string, refusal?: Refusal): Promise<Shown> {
  const { t } = page;
  const looked = await ask(lookAtInvitation, { body: { token } });
  if (!looked.ok) {
    const { code } = looked.refusal;
    if (code === "link.invalid") return linkView(page, looked.refusal);
    return { title: t("problem.title"), content: alert(page, looked.refusal), refusal: looked.refusal };
  }
  const { organization, inviterName, email } = looked.value;
  return {
    title: t("invitation.title", { name: organization.name }),
    content: html`<p>${t("invitation.detail", { inviter: inviterName, email })}</p>
      ${alert(page, refusal)}${toDo(page, token, looked.value, refusal)}`,
    cleanPath: "/auth/invitation",
    ...(refusal === undefined ? {} : { refusal }),
  };
}

export const invitationPage: PageHandler = {
  async get(page, ask) {
    const { token } = page.query;
    return token === undefined ? linkView(page, undefined) : invitationView(page, ask, token);
  },
  async post(page, call) {
    const { token = "", password, firstName = "", lastName = "" } = page.form;
    const outcome = await call(acceptInvitation, {
      body: {
        token,
        locale: page.id,
        ...(password === undefined ? {} : { password }),
        ...(firstName.trim() === "" ? {} : { firstName }),
        ...(lastName.trim() === "" ? {} : { lastName }),
      },
    });
    if (!outcome.ok) return invitationView(page, call, token, outcome.refusal);
    const { next, organization, email } = outcome.value;
    if (next === "done") return { goTo: page.returnTo };
    return loginView(page, call, { email, notice: page.t("login.accepted", { name: organization.name }) });
  },
};
