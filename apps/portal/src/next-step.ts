import { enrolTotp, listDevices, trustDevice, type SignInAnswer } from "@atrium/contracts";
import type { Call, Page, Refusal, Shown } from "./page.ts";
import { enrolView } from "./views/enrol.ts";
import { factorView } from "./views/factor.ts";
import { loginView } from "./views/login.ts";
import { renewPasswordView } from "./views/renew-password.ts";

/** Where a sign-in goes from here: into Atrium, or to the page of what is still wanted. */
export async function nextStep(page: Page, call: Call, answer: SignInAnswer): Promise<Shown> {
  const { next, ticket, factors } = answer;
  if (next === "done" || ticket === null) return { goTo: page.returnTo };
  switch (next) {
    case "factor":
      return factorView(page, { ticket, factors });
    case "enrol":
      return beginEnrol(page, call, ticket);
    case "password":
      return renewPasswordView(page, ticket);
  }
}

export async function beginEnrol(page: Page, call: Call, ticket: string): Promise<Shown> {
  const begun = await call(enrolTotp, { body: { ticket } });
  if (!begun.ok && begun.refusal.code === "factor.not_allowed")
    return enrolView(page, { ticket, begun: null, onlyPasskey: true });
  return begun.ok ? enrolView(page, { ticket, begun: begun.value }) : beginAgain(page, call, begun.refusal);
}

/** The ticket is used up, too old, or of somebody who may not come in: only the first page helps. */
export const beginAgain = (page: Page, call: Call, refusal: Refusal): Promise<Shown> =>
  loginView(page, call, { refusal });

const final = new Set([
  "auth.ticket_invalid",
  "auth.invalid_credentials",
  "auth.sso_required",
  "factor.exists",
]);
export const endsSignIn = ({ code }: Refusal): boolean => final.has(code);

/** Trusts the browser that has just signed in. Where the organization trusts none, nothing happens. */
export async function trustThisDevice(call: Call): Promise<void> {
  const devices = await call(listDevices, {});
  const current = devices.ok ? devices.value.items.find((device) => device.current) : undefined;
  if (current !== undefined) await call(trustDevice, { params: { id: current.id }, body: { trusted: true } });
}
