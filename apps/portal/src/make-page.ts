import { addressOf } from "./layout.ts";
import { chooseLocale } from "./locale.ts";
import { ownPath } from "./own-path.ts";
import type { Brand, Fields, Page, PageRequest } from "./page.ts";

const slug = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** What goes along from page to page, by its address or by its form. */
export function carriedBy({ query, form }: Pick<PageRequest, "query" | "form">): Fields {
  const { lang, organization } = { ...query, ...form };
  const back = ownPath(form["return"] ?? query["return"]);
  return {
    ...(back === null || back === "/" ? {} : { return: back }),
    ...(lang !== undefined && /^[a-z]{2}$/.test(lang) ? { lang } : {}),
    ...(organization !== undefined && slug.test(organization) ? { organization } : {}),
  };
}

export function makePage(request: PageRequest, brand: Brand & { readonly locale: string | null }): Page {
  const carried = carriedBy(request);
  return {
    ...chooseLocale(carried["lang"], request.acceptLanguage, brand.locale),
    brand,
    returnTo: carried["return"] ?? "/",
    carried,
    query: request.query,
    form: request.form,
    link: (path) => addressOf(path, carried),
  };
}

export function returningTo(page: Page, path: string): Page {
  const carried = { ...page.carried, return: path };
  return { ...page, returnTo: path, carried, link: (to) => addressOf(to, carried) };
}
