import { brandCss } from "@atrium/ui/brand";
import type { Assets } from "./assets.ts";
import { attributes, html, shippedMarkup, type Html } from "./html.ts";
import { locales } from "./locale.ts";
import type { Page, Shown } from "./page.ts";

const mark = html`<svg viewBox="0 0 20 22" width="26" height="29" aria-hidden="true">
  <path
    d="M3 20.5V10a7 7 0 0 1 14 0v10.5"
    fill="none"
    stroke="currentColor"
    stroke-width="3.4"
    stroke-linecap="square"
  />
</svg>`;

function languages(page: Page, path: string): Html {
  const links = locales.map(({ id, name }) =>
    id === page.id
      ? html`<li><span aria-current="true">${name}</span></li>`
      : html`<li>
          <a href="${addressOf(path, { ...page.carried, lang: id })}" lang="${id}" hreflang="${id}"
            >${name}</a
          >
        </li>`,
  );
  return html`<footer>
    <nav aria-label="${page.t("page.language")}">
      <ul>
        ${links}
      </ul>
    </nav>
  </footer>`;
}

export function addressOf(path: string, query: Readonly<Record<string, string>>): string {
  const search = new URLSearchParams(query).toString();
  return search === "" ? path : `${path}?${search}`;
}

type View = Exclude<Shown, { goTo: string }>;

/** The whole document. A page that other pages cannot be reached from again offers no other language. */
export function documentOf(
  page: Page,
  shown: View,
  parts: { readonly assets: Assets; readonly path: string; readonly languages: boolean },
): string {
  const { assets } = parts;
  const { hue, logo } = page.brand;
  // Without a blank: the policy allows exactly this text.
  const worn = hue !== null && shippedMarkup(`<style>${brandCss(hue)}</style>`);
  const title = shown.refusal === undefined ? shown.title : page.t("page.error", { title: shown.title });
  const { markup } = html`<!doctype html>
<html lang="${page.id}" dir="${page.direction}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="strict-origin">
<meta name="robots" content="noindex">
<title>${title} · ${page.brand.name}</title>
${shown.refresh !== undefined && html`<meta http-equiv="refresh" content="0;url=${shown.refresh}" />`}
<style>${shippedMarkup(assets.style)}</style>${worn}</head>
<body${attributes({ "data-clean": shown.cleanPath })}><header>${logo === null ? mark : html`<img src="${logo}" alt="" height="32" />`}<span>${page.brand.name}</span></header>
<main><h1>${shown.title}</h1>${shown.content}</main>
${parts.languages && languages(page, parts.path)}
<script>${shippedMarkup(assets.script)}</script></body></html>
`;
  return markup;
}
