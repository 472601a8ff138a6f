import { brotliCompressSync } from "node:zlib";
import { send, type Got } from "./wire.ts";

/** What a page of signing in may weigh with all that belongs to it. */
export const mostPageBytes = 14_336;

export type Form = { readonly action: string; readonly fields: Readonly<Record<string, string>> };
export type Visit = Got & {
  readonly path: string;
  readonly title: string;
  readonly forms: readonly Form[];
  /** Without tags. */
  readonly words: string;
};

const decode = (text: string): string =>
  text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");

const attribute = (tag: string, name: string): string | undefined => {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return found === undefined ? undefined : decode(found);
};

function formsOf(html: string): Form[] {
  return [...html.matchAll(/<form\b[^>]*>[^]*?<\/form>/g)].map(([text]) => ({
    action: attribute(/<form\b[^>]*>/.exec(text)?.[0] ?? "", "action") ?? "",
    fields: Object.fromEntries(
      [...text.matchAll(/<input\b[^>]*>/g)]
        .map(([tag]) => [attribute(tag, "name") ?? "", attribute(tag, "value") ?? "", attribute(tag, "type")])
        .filter(([, , type]) => type !== "checkbox")
        .map(([name = "", value = ""]) => [name, value]),
    ),
  }));
}

export type FormBrowser = {
  readonly cookies: Map<string, string>;
  get(path: string, headers?: Record<string, string>): Promise<Visit>;
  post(path: string, fields: Record<string, string>, headers?: Record<string, string>): Promise<Visit>;
  /** Fills in the form that has these fields and sends it as a browser without script does. */
  submit(visit: Visit, fields: Record<string, string>, action?: string): Promise<Visit>;
};

/** A browser without script: it keeps cookies, reads forms and sends them. It follows no redirect. */
export function openFormBrowser(url: string): FormBrowser {
  const cookies = new Map<string, string>();

  async function visit(
    method: string,
    path: string,
    raw: string | undefined,
    headers: Record<string, string>,
  ): Promise<Visit> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const got = await send(url, {
      method,
      path,
      headers: {
        accept: "text/html",
        "accept-language": "en",
        ...(cookie === "" ? {} : { cookie }),
        ...(raw === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" }),
        ...headers,
      },
      ...(raw === undefined ? {} : { raw }),
    });
    for (const line of got.headers["set-cookie"] ?? []) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "") cookies.delete(name);
      else cookies.set(name, value);
    }
    const weight = brotliCompressSync(got.text).length;
    if (weight > mostPageBytes) throw new Error(`${path} weighs ${weight} bytes`);
    return {
      ...got,
      path,
      title: decode(/<title>([^<]*)/.exec(got.text)?.[1] ?? ""),
      forms: formsOf(got.text),
      words: decode(
        got.text.replaceAll(/<(style|script)>[^]*?<\/\1>/g, "").replaceAll(/<[^>]+>/g, " "),
      ).replaceAll(/\s+/g, " "),
    };
  }

  const own = { origin: url, "sec-fetch-site": "same-origin" };
  const post: FormBrowser["post"] = (path, fields, headers = own) =>
    visit("POST", path, new URLSearchParams(fields).toString(), headers);
  return {
    cookies,
    get: (path, headers = {}) => visit("GET", path, undefined, headers),
    post,
    submit(from, fields, action) {
      const form = from.forms.find(
        (one) => (action ?? one.action) === one.action && !("credential" in one.fields),
      );
      if (form === undefined) throw new Error(`no form for ${action ?? "anything"} on ${from.title}`);
      return post(form.action, { ...form.fields, ...fields });
    },
  };
}
