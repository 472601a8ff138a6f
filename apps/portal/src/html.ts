/** Markup that is safe to send. Text becomes it by being escaped, and in no other way. */
export type Html = { readonly markup: string };
type Part = Html | string | number | false | null | undefined | readonly Part[];

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? "");
}

function markupOf(part: Part): string {
  if (part === null || part === undefined || part === false) return "";
  if (typeof part === "string") return escapeHtml(part);
  if (typeof part === "number") return String(part);
  return "markup" in part ? part.markup : part.map(markupOf).join("");
}

/** `html\`<p>${text}</p>\``: every value is escaped, markup and lists of it are put in as they are. */
export function html(strings: TemplateStringsArray, ...values: readonly Part[]): Html {
  const markup = strings.map((text, index) => (index === 0 ? text : markupOf(values[index - 1]) + text));
  return { markup: markup.join("") };
}

/** Only for what ships with Atrium: its own styles and scripts. */
export const shippedMarkup = (markup: string): Html => ({ markup });

export type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** ` name="value"` for each; true is the bare name, and what is false or missing is left out. */
export function attributes(all: Attributes): Html {
  const written = Object.entries(all).flatMap(([name, value]) => {
    if (value === false || value === null || value === undefined) return [];
    return value === true ? [` ${name}`] : [` ${name}="${escapeHtml(String(value))}"`];
  });
  return { markup: written.join("") };
}
