import { attributes, html, type Html } from "./html.ts";
import type { Fields, Page, Refusal } from "./page.ts";
import { sentenceFor } from "./refusals.ts";

export type Field = {
  readonly name: string;
  readonly label: string;
  readonly type?: "text" | "email" | "password";
  readonly autocomplete: string;
  readonly value?: string | undefined;
  readonly error?: string | undefined;
  readonly hint?: string;
  readonly required?: boolean;
  readonly numeric?: boolean;
  readonly code?: boolean;
  readonly focus?: boolean;
  readonly max?: number;
  readonly readonly?: boolean;
};

export function field(page: Page, one: Field): Html {
  const { name, label, type = "text", error, hint, required = true } = one;
  const described = [
    hint !== undefined ? `${name}-hint` : "",
    error !== undefined ? `${name}-error` : "",
  ].filter(Boolean);
  const input = html`<input${attributes({
    id: name,
    name,
    type,
    class: one.code === true && "code",
    autocomplete: one.autocomplete,
    value: type === "password" ? undefined : one.value,
    required,
    autofocus: one.focus === true || error !== undefined,
    inputmode: one.numeric === true ? "numeric" : undefined,
    maxlength: one.max,
    readonly: one.readonly === true,
    dir: type === "email" || one.code === true ? "ltr" : undefined,
    spellcheck: type === "text" && one.code !== true ? undefined : "false",
    autocapitalize: type === "text" && one.code !== true ? undefined : "none",
    "aria-invalid": error === undefined ? undefined : "true",
    "aria-describedby": described.length > 0 ? described.join(" ") : undefined,
  })}>`;
  const password = type === "password";
  return html`<div class="field">
    <label for="${name}">${label}</label>${
      password
        ? html`<div class="password" data-show="${page.t("field.show")}" data-hide="${page.t("field.hide")}">
            ${input}
          </div>`
        : input
    }${hint !== undefined && html`<p id="${name}-hint">${hint}</p>`}${
      error !== undefined && html`<p id="${name}-error" class="error">${error}</p>`
    }
  </div>`;
}

export const tick = (name: string, label: string, on: boolean): Html =>
  html`<label class="tick"
    ><input type="checkbox" name="${name}" value="yes" ${attributes({ checked: on })} />${label}</label
  >`;

export const hidden = (fields: Fields): Html =>
  html`${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}`;

/** A form that posts to a page of ours. Secrets travel in its hidden fields, never in an address. */
export function form(
  page: Page,
  action: string,
  content: Html | readonly Html[],
  options: { readonly hidden?: Fields; readonly more?: Parameters<typeof attributes>[0] } = {},
): Html {
  return html`<form method="post" action="${action}" ${attributes(options.more ?? {})}>
    ${hidden({
      ...page.carried,
      ...options.hidden,
    })}${content}
  </form>`;
}

export const button = (label: string, more: Parameters<typeof attributes>[0] = {}): Html =>
  html`<button type="submit" ${attributes({ class: "primary", ...more })}>${label}</button>`;

export const note = (text: string): Html => html`<p class="note" role="status">${text}</p>`;

/** Why it did not work, read out as soon as the page is there. */
export function alert(page: Page, refusal: Refusal | undefined, instead?: string): Html {
  if (refusal === undefined) return html``;
  const unexpected = refusal.status >= 500 && refusal.code !== "auth.busy";
  return html`<div class="note bad" role="alert">
    ${instead ?? sentenceFor(page, refusal)}${
      unexpected && html`<p class="quiet">${page.t("problem.request", { id: refusal.requestId })}</p>`
    }
  </div>`;
}

export const or = (page: Page, text = page.t("page.or")): Html => html`<p class="or">${text}</p>`;

export const backToLogin = (page: Page): Html =>
  html`<p class="links"><a href="${page.link("/auth/login")}">${page.t("page.back")}</a></p>`;

/** A form that only a browser with script shows: it asks for a passkey and posts what the passkey answered. */
export function passkeyForm(
  page: Page,
  action: string,
  one: {
    readonly kind: "get" | "create";
    readonly options: string;
    readonly label: string;
    readonly hidden?: Fields;
    readonly autofill?: boolean;
    /** It brings the line that parts it from what stands above. */
    readonly alone?: boolean;
  },
): Html {
  const failed = page.t("page.passkeyFailed");
  const content = html`${one.alone === true && or(page)}
    <button type="submit">${one.label}</button>
    <div id="passkey-said" class="note bad" role="alert" data-failed="${failed}"></div>`;
  return form(page, action, content, {
    hidden: { ...one.hidden, credential: "" },
    more: {
      hidden: true,
      "data-passkey": one.kind,
      "data-options": one.options,
      "data-autofill": one.autofill === true,
    },
  });
}
