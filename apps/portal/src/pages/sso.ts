import { errors, finishLink, finishSso, ssoCallbackPath, type ErrorCode } from "@atrium/contracts";
import { addressOf } from "../layout.ts";
import { returningTo } from "../make-page.ts";
import { nextStep } from "../next-step.ts";
import { ownPath } from "../own-path.ts";
import type { Call, Fields, Page, PageHandler, Shown } from "../page.ts";
import { startAt } from "../single-sign-on.ts";

const isCode = (text: string): text is ErrorCode => Object.hasOwn(errors, text);

/** To an address without the provider's answer in it, which would be refused once more on reload. */
const failed = (page: Page, code: string): Shown => ({
  goTo: addressOf("/auth/login", { ...page.carried, error: code }),
});

export const ssoPage: PageHandler = {
  get: (page) => Promise.resolve({ goTo: page.link("/auth/login") }),
  post: (page, call) =>
    startAt(page, call, {
      connection: page.form["connection"] ?? "",
      remember: page.form["remember"] === "yes",
    }),
};

function answerIn({ state, code, iss, error }: Fields): Fields {
  const given = { state, code, iss, error: error?.slice(0, 200) };
  return Object.fromEntries(
    Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/**
 * The browser comes back from a provider, by a GET that must do something: it is good once, and only in the browser
 * whose cookie began it.
 */
export async function arriveFromProvider(page: Page, call: Call): Promise<Shown> {
  const { state, ...rest } = answerIn(page.query);
  if (state === undefined) {
    const { error = "" } = rest;
    return failed(page, isCode(error) ? error : "sso.state_invalid");
  }
  const body = { state, ...rest };
  if (state.startsWith("l.")) {
    const linked = await call(finishLink, { body });
    return linked.ok
      ? { goTo: ownPath(linked.value.returnTo) ?? "/" }
      : { goTo: addressOf("/me/security", { error: linked.refusal.code }) };
  }
  const outcome = await call(finishSso, { body });
  if (!outcome.ok) return failed(page, outcome.refusal.code);
  const back = returningTo(page, ownPath(outcome.value.returnTo) ?? "/");
  const shown = await nextStep(back, call, outcome.value);
  return "goTo" in shown ? shown : { ...shown, cleanPath: "/auth/login" };
}

/** A form from the provider's own site brings none of our cookies: as a visit it does. */
export const turnIntoVisit = (page: Page): Shown => ({
  goTo: addressOf(ssoCallbackPath, answerIn(page.form)),
});
