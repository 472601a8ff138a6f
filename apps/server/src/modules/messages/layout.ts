import type { Letter } from "./letters.ts";
import type { Language } from "./words.ts";

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

export type Page = { letter: Letter; link: string | null; language: Language };

export function textOf({ letter, link, language }: Page): string {
  const parts = [...letter.lines];
  if (link !== null) parts.push(`${letter.action ?? ""}:\n${link}`);
  parts.push(...(letter.after ?? []), `-- \n${language.words.footer}`);
  return `${parts.join("\n\n")}\n`;
}

const paper =
  "margin:0 auto;max-width:34rem;padding:24px;font:16px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif;color:#221f19";
const button =
  "display:inline-block;padding:12px 20px;border-radius:8px;background:#006764;color:#ffffff;text-decoration:none;font-weight:600";
const small = "font-size:13px;color:#59554d";

/** One column, no pictures and nothing that is loaded from elsewhere, so that a mail tells nobody that it was read. */
export function htmlOf({ letter, link, language }: Page): string {
  const { words, code, direction } = language;
  const paragraph = (text: string, style = ""): string =>
    `<p${style === "" ? "" : ` style="${style}"`}>${escapeHtml(text)}</p>`;
  const body = letter.lines.map((text) => paragraph(text));
  if (link !== null) {
    const address = escapeHtml(link);
    body.push(
      `<p style="margin:24px 0"><a href="${address}" style="${button}">${escapeHtml(letter.action ?? link)}</a></p>`,
    );
    body.push(
      `<p style="${small}">${escapeHtml(words.copyLink)}<br><a href="${address}" dir="ltr" style="word-break:break-all;color:#59554d">${address}</a></p>`,
    );
  }
  body.push(...(letter.after ?? []).map((text) => paragraph(text)));
  body.push(
    paragraph(words.footer, `${small};border-top:1px solid #e2dfda;padding-top:16px;margin-top:32px`),
  );
  return [
    `<!doctype html><html lang="${code}" dir="${direction}"><head><meta charset="utf-8">`,
    `<meta name="viewport" content="width=device-width"><title>${escapeHtml(letter.subject)}</title></head>`,
    `<body style="margin:0;background:#ffffff"><div style="${paper}">${body.join("\n")}</div></body></html>\n`,
  ].join("\n");
}
