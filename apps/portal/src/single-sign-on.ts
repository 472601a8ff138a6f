import { startSso } from "@atrium/contracts";
import { html } from "./html.ts";
import type { Call, Page, Shown } from "./page.ts";
import { loginView } from "./views/login.ts";

/**
 * Sends the browser to the identity provider. By a page and not by a redirect: the policy lets our forms lead to
 * nobody else, and browsers hold the answer to a form to it.
 */
export async function startAt(
  page: Page,
  call: Call,
  { connection, remember }: { connection: string; remember: boolean },
): Promise<Shown> {
  const started = await call(startSso, {
    params: { id: connection },
    body: { returnTo: page.returnTo, remember },
  });
  if (!started.ok) return loginView(page, call, { refusal: started.refusal });
  const url = new URL(started.value.url);
  if (url.protocol !== "https:" && url.protocol !== "http:") throw new Error("a provider has a web address");
  const { t } = page;
  const content = html`<p>${t("sso.detail")}</p>
    <p class="links"><a class="button primary" rel="noreferrer" href="${url.href}">${t("sso.go")}</a></p>`;
  return { title: t("sso.title", { name: url.host }), content, refresh: url.href };
}
