import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mustRenewPassword, passwordExpired } from "./password-age.ts";
import { passwordProblems, type PasswordRules } from "./password-rules.ts";

const someone = {
  email: "amara.okafor@people.example",
  names: ["Amara", "Okafor", "Amara Okafor"],
  organizationNames: ["Acme Rockets GmbH"],
};
const codes = (password: string, rules: PasswordRules = {}): string[] =>
  passwordProblems(password, { ...someone, rules }).map(({ code }) => code);
const eight = { minLength: 8 };

describe("the rules for a new password", () => {
  it("C14: ask for 15 characters where the password is alone and for 8 beside a second factor", () => {
    const text = "k9 Tz!w4 Qm2 Rv7 Lx5 Bn8".repeat(6);
    const of = (length: number): string => text.slice(0, length);
    expect(codes(of(14))).toEqual(["too_short"]);
    expect(codes(of(15))).toEqual([]);
    expect(codes(of(7), eight)).toEqual(["too_short"]);
    expect(codes(of(8), eight)).toEqual([]);
    expect(codes(of(7), { minLength: 1 })).toEqual(["too_short"]);
    expect(codes(of(64))).not.toContain("too_short");
    expect(codes(`${of(23)}${of(22)}!${of(21)}?${of(20)}${of(19)}&${of(18)}`)).toEqual([]);
  });

  it("C14: count characters and not bytes, in one Unicode form", () => {
    expect(codes("😀🎈🌻🍋🚲🎺🐙")).toEqual(["too_short"]);
    expect(codes("😀🎈🌻🍋🚲🎺🐙🦜", eight)).toEqual([]);
    expect(codes("zoë".normalize("NFD").repeat(4), { minLength: 12 })).not.toContain("too_short");
    expect(codes("ë".normalize("NFD").repeat(8))).toContain("too_short");
    expect(codes(`\u{d800}${"a good long sentence"}`)).toEqual(["not_text"]);
  });

  it("C14: take spaces, emoji, other scripts and sentences without a digit or a capital", () => {
    for (const password of [
      "correct horse battery staple",
      "          a b c d e f        ",
      "мой дядя самых честных правил",
      "我的猫喜欢在星期三吃三条小鱼啊",
      "die katze 🐈 schläft auf 🧺",
      "kein großbuchstabe nirgendwo",
    ])
      expect(codes(password), password).toEqual([]);
  });

  it("refuse what is longer than any password, before more work is done on it", () => {
    expect(codes("k9 Tz!w4".repeat(33))).toEqual(["too_long"]);
  });

  it("C14: refuse common passwords, dressed up or two in a row", () => {
    for (const password of [
      "football",
      "P@ssw0rd",
      "Summer2026!",
      "!!iloveyou!!",
      "trustno1",
      "password12345678",
      "sunshinebutterfly",
      "MonkeyDragon2026",
    ])
      expect(codes(password, eight), password).toEqual(["common"]);
  });

  it("C14: refuse the product, the organization, the own name and the address", () => {
    expect(codes("Atrium-2026!", eight)).toEqual(["contains_product"]);
    expect(codes("4trium atr1um ATRIUM!")).toEqual(["contains_product"]);
    expect(codes("AcmeRockets2026!!")).toEqual(["contains_organization"]);
    expect(codes("Amara_Okafor_1987")).toEqual(["contains_email"]);
    expect(codes("0kaf0r*2026*0kaf0r")).toEqual(["contains_email"]);
    expect(codes("amara.okafor@people.example")).toEqual(["contains_email"]);
    expect(
      passwordProblems("Weatherwax-1987", { ...someone, names: ["Esmé Weatherwax"] }).map(({ code }) => code),
    ).toEqual(["contains_name"]);
    // A name in a sentence is no name alone.
    expect(codes("amara keeps seven bees in a hat")).toEqual([]);
  });

  it("C14: refuse repeats and runs of the alphabet or the keyboard", () => {
    expect(codes("aaaaaaaaaaaaaaaaaaaa")).toEqual(["repetitive"]);
    expect(codes("abcabcabcabcabcabc")).toEqual(["repetitive"]);
    expect(codes("kzqx7!kzqx7!kzqx7!")).toEqual(["repetitive"]);
    expect(codes("abcdefghijklmnop")).toEqual(["sequential"]);
    expect(codes("9876543210987654")).toEqual(["sequential"]);
    expect(codes("qwertzuiopasdfgh")).toEqual(["sequential"]);
    expect(codes("111222333444555666")).toEqual(["sequential"]);
  });

  it("add what an organization asks for, each with its own reason", () => {
    const strict = { requireUpper: true, requireLower: true, requireDigit: true, requireSymbol: true };
    expect(codes("correct horse battery staple", strict)).toEqual(["needs_upper", "needs_digit"]);
    expect(codes("CORRECTHORSE9BATTERYSTAPLE", strict)).toEqual(["needs_lower", "needs_symbol"]);
    expect(codes("Correct horse battery 9 staple", strict)).toEqual([]);
    expect(codes("Ünder éleven ٣ words", strict)).toEqual([]);
  });

  it("never say the password back", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 6, maxLength: 40 }), (password) => {
        const said = JSON.stringify(passwordProblems(password, someone));
        return password.trim().length < 6 || !said.includes(password);
      }),
      { numRuns: 500 },
    );
  });
});

describe("the age of a password", () => {
  const now = new Date("2026-06-01T12:00:00Z");

  it("ends after the days that the rules name, and never without them", () => {
    const rules = { maxAgeDays: 90 };
    expect(passwordExpired("2026-03-03T12:00:00Z", rules, now)).toBe(true);
    expect(passwordExpired("2026-03-03T12:00:01Z", rules, now)).toBe(false);
    expect(passwordExpired(null, rules, now)).toBe(true);
    expect(passwordExpired("2001-01-01T00:00:00Z", {}, now)).toBe(false);
    expect(passwordExpired("2001-01-01T00:00:00Z", { maxAgeDays: null }, now)).toBe(false);
  });

  it("does not matter where an admin asks for a new one", () => {
    const password = { passwordChangedAt: now.toISOString(), mustChangePassword: true };
    expect(mustRenewPassword(password, {}, now)).toBe(true);
    expect(mustRenewPassword({ ...password, mustChangePassword: false }, {}, now)).toBe(false);
  });
});
