import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { brotliCompressSync } from "node:zlib";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { PasswordMeter } from "./password-meter.tsx";
import { passwordStrength, type StrengthContext } from "./password-strength.ts";

const known = ["amara.okafor@people.example", "Amara Okafor", "Acme Rockets"];
const judge = (text: string, context: StrengthContext = {}) => {
  const { score, reasonCode } = passwordStrength(text, { known, ...context });
  return `${score} ${reasonCode}`;
};

describe("the strength of a password", () => {
  it("is nothing without one, and little where it is too short", () => {
    expect(judge("")).toBe("0 empty");
    expect(judge("kz8!vQm2")).toBe("1 too_short");
    expect(judge("kz8!vQm2", { minLength: 8 })).toBe("3 good");
    expect(judge("😀🎈🌻🍋🚲🎺🐙")).toBe("1 too_short");
  });

  it("names what makes it weak", () => {
    const eight = { minLength: 8 };
    expect(judge("password", eight)).toMatch(/^1 common/);
    expect(judge("P@ssw0rd", eight)).toMatch(/^1 common/);
    expect(judge("password12345678")).toMatch(/^[12] common/);
    expect(judge("Amara.Okafor.2026")).toMatch(/^[12] personal/);
    expect(judge("abcdefghijklmnopqrst")).toMatch(/^[01] sequential/);
    expect(judge("qwertzuiopasdfghjkl")).toMatch(/^[12] sequential/);
    expect(judge("aaaaaaaaaaaaaaaaaaaa")).toMatch(/^[01] repetitive/);
    expect(judge("kzqx7kzqx7kzqx7kzqx7")).toMatch(/^[12] repetitive/);
  });

  it("is full for sentences and for what a password manager makes", () => {
    for (const text of [
      "correct horse battery staple",
      "die katze schläft auf dem dach",
      "мой дядя самых честных правил",
      "V7#qLw2!zKp9@tRm",
      "amara keeps seven bees in a hat",
    ])
      expect(judge(text), text).toBe("4 strong");
  });

  it("answers at once for the longest text", () => {
    expect(judge("k9 Tz!w4 Qm2 Rv7 Lx5 Bn8 ".repeat(40))).toMatch(/^4/);
    expect(judge("a".repeat(1024))).toMatch(/^[01] repetitive/);
  });

  it("travels to the browser in less than 15 kB", () => {
    const parts = ["password-strength.ts", "common-words.ts", "common-words-bits.ts"].map((name) =>
      stripTypeScriptTypes(readFileSync(new URL(name, import.meta.url), "utf8")),
    );
    expect(brotliCompressSync(parts.join("\n")).length).toBeLessThan(15_000);
  });
});

describe("the meter", () => {
  it("says in words what the bar shows, and tells changes politely", () => {
    const html = renderToStaticMarkup(
      createElement(PasswordMeter, {
        password: "correct horse battery staple",
        label: "Strength",
        describe: ({ score, reasonCode }) => `${reasonCode}, ${score} of 4`,
      }),
    );
    expect(html).toContain('aria-label="Strength"');
    expect(html).toContain('aria-valuetext="strong, 4 of 4"');
    expect(html).toMatch(/<p aria-live="polite"[^>]*>strong, 4 of 4<\/p>/);
    expect(html.match(/shape-filled/g)).toHaveLength(4);
  });
});
