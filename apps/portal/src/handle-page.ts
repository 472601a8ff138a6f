import { organizationBrand, ssoCallbackPath } from "@atrium/contracts";
import { readAssets } from "./assets.ts";
import { alert, backToLogin } from "./controls.ts";
import { html } from "./html.ts";
import { documentOf } from "./layout.ts";
import { carriedBy, makePage } from "./make-page.ts";
import type { Ask, Call, Page, PageAnswer, PageHandler, PageRequest, Refusal, Shown } from "./page.ts";
import { confirmEmailPage, revertEmailPage } from "./pages/emails.ts";
import { enrolPage, recoveryCodesPage, renewPasswordPage } from "./pages/enrol.ts";
import { factorPage } from "./pages/factor.ts";
import { invitationPage } from "./pages/invitation.ts";
import { loginPage, logoutPage, passkeyPage } from "./pages/login.ts";
import { forgotPasswordPage, resetPasswordPage } from "./pages/recover.ts";
import { registerPage, verifyEmailPage } from "./pages/register.ts";
import { arriveFromProvider, ssoPage, turnIntoVisit } from "./pages/sso.ts";

const pages = new Map<string, PageHandler>([
  ["/auth/login", loginPage],
  ["/auth/passkey", passkeyPage],
  ["/auth/sso", ssoPage],
  ["/auth/mfa", factorPage],
  ["/auth/enrol", enrolPage],
  ["/auth/recovery-codes", recoveryCodesPage],
  ["/auth/renew-password", renewPasswordPage],
  ["/auth/register", registerPage],
  ["/auth/verify-email", verifyEmailPage],
  ["/auth/forgot-password", forgotPasswordPage],
  ["/auth/reset-password", resetPasswordPage],
  ["/auth/confirm-email", confirmEmailPage],
  ["/auth/revert-email", revertEmailPage],
  ["/auth/invitation", invitationPage],
  ["/auth/logout", logoutPage],
]);

/** The addresses of all pages, for the server that mounts them. */
export const authPaths: readonly string[] = [...pages.keys(), ssoCallbackPath];

export type AuthPages = {
  readonly handle: (request: PageRequest, call: Call) => Promise<PageAnswer>;
  /** A page for what was refused before any page was asked. */
  readonly refuse: (request: PageRequest, refusal: Refusal) => PageAnswer;
};

const unbranded = { name: "Atrium", registration: false, locale: null, hue: null, logo: null };

export function createAuthPages(): AuthPages {
  const assets = readAssets();

  function answer(page: Page, request: PageRequest, shown: Shown): PageAnswer {
    const common = { "referrer-policy": "no-referrer", "cache-control": "no-store" };
    if ("goTo" in shown) return { status: 303, headers: { ...common, location: shown.goTo }, body: "" };
    const { refusal } = shown;
    const wait = refusal?.retryAfterSeconds ?? null;
    const { token, state } = request.query;
    const languages = request.method !== "POST" && token === undefined && state === undefined;
    return {
      status: refusal?.status ?? 200,
      headers: {
        ...common,
        "content-type": "text/html; charset=utf-8",
        "content-security-policy": assets.policyFor(page.brand.hue),
        "content-language": page.id,
        vary: "accept-language, accept-encoding",
        ...(wait === null ? {} : { "retry-after": String(wait) }),
      },
      body: documentOf(page, shown, { assets, path: request.path, languages }),
    };
  }

  async function pageFor(request: PageRequest, ask: Ask): Promise<Page> {
    const { organization } = carriedBy(request);
    const brand = await ask(organizationBrand, {
      query: organization === undefined ? {} : { organization },
    });
    return makePage(request, brand.ok ? brand.value : unbranded);
  }

  async function show(request: PageRequest, page: Page, call: Call): Promise<Shown> {
    if (request.path === ssoCallbackPath) {
      if (request.method === "POST") return turnIntoVisit(page);
      return request.method === "GET" ? arriveFromProvider(page, call) : { goTo: page.link("/auth/login") };
    }
    const handler = pages.get(request.path);
    if (handler === undefined) throw new Error(`there is no page at ${request.path}`);
    return request.method === "POST" ? handler.post(page, call) : handler.get(page, call);
  }

  return {
    async handle(request, call) {
      const page = await pageFor(request, call);
      return answer(page, request, await show(request, page, call));
    },
    refuse(request, refusal) {
      const page = makePage(request, unbranded);
      const content = html`${alert(page, refusal)}${backToLogin(page)}`;
      return answer(page, request, { title: page.t("problem.title"), content, refusal });
    },
  };
}
