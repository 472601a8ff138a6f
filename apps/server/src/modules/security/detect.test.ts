import { describe, expect, it } from "vitest";
import { findSprays, judgeSpray, judgeTries, type Traffic } from "./detect-attack.ts";
import { judgeSignIn, type History } from "./detect-sign-in.ts";

const traffic = (ip: string, people: number, more: Partial<Traffic> = {}): Traffic => ({
  ip,
  people,
  failures: people,
  successes: 0,
  ...more,
});

describe("C03: a few passwords on many people", () => {
  it("is seen from one address, and told with how many and from where", () => {
    const seen = [traffic("10.0.0.1", 30), traffic("10.0.0.2", 2)];
    const [spray, ...others] = findSprays(seen);
    expect(others).toEqual([]);
    expect(spray === undefined ? null : judgeSpray(spray, seen)).toEqual({
      kind: "spray",
      severity: "high",
      reason: "30 people were tried in vain from 10.0.0.1 within 15 minutes.",
      subject: "address 10.0.0.1",
      evidence: { people: 30, tries: 30, addresses: ["10.0.0.1"] },
    });
  });

  it("is seen from fifty addresses as one, each of them careful", () => {
    const seen = Array.from({ length: 50 }, (_, n) => traffic(`10.0.1.${n}`, 5));
    const sprays = findSprays(seen);
    expect(sprays).toMatchObject([{ subject: "many addresses" }]);
    const [spray] = sprays;
    expect(spray === undefined ? null : judgeSpray(spray, seen)).toMatchObject({
      reason: "250 people were tried in vain from 50 addresses within 15 minutes.",
    });
  });

  it("is told to an organization by what its own people saw, and not where hardly any of them was tried", () => {
    const spray = { subject: "many addresses", addresses: ["10.0.0.1", "10.0.0.2"] };
    expect(
      judgeSpray(spray, [traffic("10.0.0.1", 2), traffic("10.0.0.2", 2), traffic("10.0.0.9", 90)]),
    ).toMatchObject({
      evidence: { people: 4, addresses: ["10.0.0.1", "10.0.0.2"] },
    });
    expect(judgeSpray(spray, [traffic("10.0.0.1", 2)])).toBeNull();
  });

  it("is not what an office does whose people mistype", () => {
    expect(findSprays([traffic("192.0.2.1", 40, { failures: 60, successes: 400 })])).toEqual([]);
    expect(findSprays([traffic("192.0.2.1", 3), traffic("192.0.2.2", 9)])).toEqual([]);
  });
});

describe("many passwords on one person", () => {
  it("are told from ten on, and loudly from fifty on", () => {
    expect(judgeTries({ failures: 9, addresses: ["10.0.0.1"] })).toBeNull();
    expect(judgeTries({ failures: 12, addresses: ["10.0.0.1"] })).toMatchObject({
      severity: "medium",
      reason: "12 tries to sign in as this person failed within an hour, from 1 address.",
    });
    expect(judgeTries({ failures: 50, addresses: ["a", "b"] })?.severity).toBe("high");
  });
});

describe("a sign-in that succeeded", () => {
  const usual: History = {
    earlier: 30,
    devices: true,
    knowsAddress: true,
    countries: ["DE"],
    hours: [8, 9, 17],
    failures: 0,
  };
  const signIn = {
    id: "1",
    at: "2026-05-04T09:30:00.000Z",
    ip: "10.0.0.1",
    deviceId: "d",
    agent: "x",
    country: "DE",
  };
  const kinds = (
    change: Partial<Parameters<typeof judgeSignIn>[0]>,
    history: Partial<History> = {},
  ): string[] => judgeSignIn({ ...signIn, ...change }, { ...usual, ...history }).map(({ kind }) => kind);

  it("is nothing to talk of when it is like the ones before, or when there are none before", () => {
    expect(kinds({})).toEqual([]);
    const first: History = {
      earlier: 0,
      devices: false,
      knowsAddress: false,
      countries: [],
      hours: [],
      failures: 0,
    };
    expect(kinds({ deviceId: null, country: "BR", at: "2026-05-04T03:00:00.000Z" }, first)).toEqual([]);
  });

  it("is unusual from a device or a country that the account never had", () => {
    expect(kinds({ deviceId: null })).toEqual(["new_device"]);
    expect(kinds({ deviceId: null }, { devices: false })).toEqual([]);
    const [sign] = judgeSignIn({ ...signIn, country: "BR" }, usual);
    expect(sign).toMatchObject({
      kind: "new_country",
      reason: "The sign-in came from BR; all earlier ones came from DE.",
    });
  });

  it("is unusual at an hour that twenty others kept away from, round the clock", () => {
    const at = (time: string) => ({ at: `2026-05-04T${time}:00.000Z` });
    expect(kinds(at("03:00"))).toEqual(["unusual_hour"]);
    expect(kinds(at("03:00"), { earlier: 19 })).toEqual([]);
    expect(kinds(at("18:59"))).toEqual([]);
    expect(kinds(at("00:10"), { hours: [23] })).toEqual([]);
    expect(kinds(at("23:10"), { hours: [0] })).toEqual([]);
  });

  it("is alarming after many failures from elsewhere, and the person's own slips are not", () => {
    expect(kinds({ deviceId: null }, { failures: 12, knowsAddress: false, devices: false })).toEqual([
      "success_after_failures",
    ]);
    expect(kinds({}, { failures: 12, knowsAddress: false })).toEqual([]);
    expect(kinds({ deviceId: null }, { failures: 12, devices: false })).toEqual([]);
    expect(kinds({ deviceId: null }, { failures: 4, knowsAddress: false, devices: false })).toEqual([]);
  });
});
