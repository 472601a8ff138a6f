import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { brandCss } from "@atrium/ui/brand";

export type Assets = {
  readonly style: string;
  readonly script: string;
  /** What a page may hold and load, its own hue among it. */
  readonly policyFor: (hue: number | null) => string;
};

const tokensUsed =
  /^--(?:canvas|sheet|raised|sunk|line|control-line|ink[23]?|accent|accent-hover|on-accent|wash|bad)$/;

/** Comments and white space that mean nothing to a browser. */
function packed(css: string): string {
  return css
    .replaceAll(/\/\*[^]*?\*\//g, "")
    .replaceAll(/\s+/g, " ")
    .replaceAll(/ ?([{};,]) ?/g, "$1")
    .replaceAll(/: /g, ":")
    .replaceAll(";}", "}")
    .trim();
}

/** Lines alone: what a script means is not ours to guess. */
function trimmed(script: string): string {
  return script
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !/^(?:\/\/|\/\*\*).*$/.test(line))
    .join("\n");
}

/** The colours of the console, so that there is one place where they are set. */
function rootOf(tokens: string): string {
  const root = /:root\s*\{([^}]*)\}/.exec(tokens)?.[1] ?? "";
  const kept = root.split(";").filter((line) => tokensUsed.test(line.split(":")[0]?.trim() ?? ""));
  return `:root{color-scheme:light dark;${kept.map((line) => line.trim()).join(";")}}`;
}

const digest = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** Style and script stand in the page itself: one answer is the whole page. The policy allows exactly these two. */
export function readAssets(): Assets {
  const near = (name: string): string =>
    readFileSync(path.join(import.meta.dirname, "browser", name), "utf8");
  const tokens = createRequire(import.meta.url).resolve("@atrium/ui/tokens.css");
  const style = packed(`${rootOf(readFileSync(tokens, "utf8"))} ${near("page.css")}`);
  const script = trimmed(near("page.js"));
  const policyWith = (styles: string): string =>
    [
      "default-src 'none'",
      `style-src ${styles}`,
      `script-src ${digest(script)}`,
      "img-src 'self' data:",
      "connect-src 'self'",
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join("; ");
  const plain = policyWith(digest(style));
  // One for each of 360 hues at most.
  const worn = new Map<number, string>();
  const policyFor = (hue: number | null): string => {
    if (hue === null) return plain;
    const known = worn.get(hue) ?? policyWith(`${digest(style)} ${digest(brandCss(hue))}`);
    worn.set(hue, known);
    return known;
  };
  return { style, script, policyFor };
}
