import { sendCode, verifyFactor, type Assertion } from "@atrium/contracts";
import { credentialOf } from "../credential.ts";
import { beginAgain, endsSignIn, nextStep, trustThisDevice } from "../next-step.ts";
import type { PageHandler } from "../page.ts";
import { factorKind, factorView } from "../views/factor.ts";

export const factorPage: PageHandler = {
  // What is asked for here is known to nobody but the form that leads here.
  get: (page) => Promise.resolve({ goTo: page.link("/auth/login") }),
  async post(page, call) {
    const { ticket, code = "", credential, send, trust } = page.form;
    if (ticket === undefined) return { goTo: page.link("/auth/login") };
    const factors = (page.form["factors"] ?? "").split(",").flatMap((name) => factorKind(name) ?? []);
    const use = factorKind(page.form["use"]) ?? factorKind(page.form["method"]);
    const state = { ticket, factors, use };
    if (page.form["use"] !== undefined) return factorView(page, state);
    if (send !== undefined && (use === "email_code" || use === "sms_code")) {
      const sent = await call(sendCode, { body: { ticket, method: use } });
      if (sent.ok) return factorView(page, { ...state, sentTo: sent.value.to });
      return endsSignIn(sent.refusal)
        ? beginAgain(page, call, sent.refusal)
        : factorView(page, { ...state, refusal: sent.refusal });
    }
    const shown =
      credential === undefined
        ? { method: use ?? "totp", code: code.trim() }
        : { method: "passkey" as const, assertion: credentialOf<Assertion>(page.form) };
    const outcome = await call(verifyFactor, { body: { ticket, ...shown } });
    if (!outcome.ok)
      return endsSignIn(outcome.refusal)
        ? beginAgain(page, call, outcome.refusal)
        : factorView(page, { ...state, typed: credential === undefined, refusal: outcome.refusal });
    if (outcome.value.next === "done" && trust === "yes") await trustThisDevice(call);
    return nextStep(page, call, outcome.value);
  },
};
