import { send, type Got } from "./wire.ts";

/** A browser as far as this module needs one: cookies by origin, redirects step by step. */
export type Browser = {
  readonly cookies: Map<string, Map<string, string>>;
  readonly go: (
    url: string,
    how?: { method?: string; body?: unknown; form?: Record<string, string> },
  ) => Promise<Got>;
  /** Follows redirects until there is none, or until one leads to an address that begins so. */
  readonly follow: (url: string, until?: string) => Promise<{ url: string; got: Got | null }>;
};

export function openBrowser(): Browser {
  const cookies = new Map<string, Map<string, string>>();
  const jarOf = (origin: string): Map<string, string> => {
    const jar = cookies.get(origin) ?? new Map<string, string>();
    cookies.set(origin, jar);
    return jar;
  };

  const go: Browser["go"] = async (address, how = {}) => {
    const url = new URL(address);
    const jar = jarOf(url.origin);
    const isForm = how.form !== undefined;
    const method = how.method ?? (isForm || how.body !== undefined ? "POST" : "GET");
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const got = await send(url.origin, {
      path: url.pathname + url.search,
      method,
      headers: {
        ...(cookie === "" || isForm ? {} : { cookie }),
        ...(method === "GET" || isForm ? {} : { origin: url.origin }),
        ...(isForm ? { "content-type": "application/x-www-form-urlencoded" } : {}),
      },
      ...(how.body === undefined ? {} : { body: how.body }),
      ...(how.form === undefined ? {} : { raw: new URLSearchParams(how.form).toString() }),
    });
    for (const line of got.headers["set-cookie"] ?? []) {
      const [pair = ""] = line.split(";");
      const cut = pair.indexOf("=");
      const [name, value] = [pair.slice(0, cut), pair.slice(cut + 1)];
      if (value === "" || /max-age=0\b|expires=thu, 01 jan 1970/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    return got;
  };

  return {
    cookies,
    go,
    async follow(address, until = "\n") {
      let url = address;
      for (let step = 0; step < 12; step++) {
        if (url.startsWith(until)) return { url, got: null };
        const got = await go(url);
        const { location } = got.headers;
        if (got.status < 300 || got.status >= 400 || location === undefined) return { url, got };
        url = new URL(location, url).href;
      }
      throw new Error("too many redirects");
    },
  };
}
