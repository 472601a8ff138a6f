import { createUser } from "@atrium/contracts";
import { foldText } from "@atrium/filter";
import { describe, expect, it } from "vitest";
import { companies } from "./companies.ts";
import { readCultures } from "./names.ts";
import { crowdOf, type Run } from "./organization.ts";
import { makePerson, type Person } from "./person.ts";
import { places } from "./places.ts";
import { createRandom } from "./random.ts";
import { uuidAt } from "./uuid-at.ts";

const now = Date.parse("2026-03-20T15:00:00Z");
const run: Run = {
  seed: "person",
  now,
  days: 90,
  cultures: readCultures(),
  roleIds: new Map(),
  telling: { joinings: "recent", changes: true, signIns: null },
};

function people(count: number): Person[] {
  const random = createRandom(run.seed);
  return companies(5).flatMap((company) => {
    const crowd = crowdOf(run, company, (wanted, number) => `${wanted}${number}`);
    return Array.from({ length: count / 5 }, (_, number) =>
      makePerson(crowd, random, { at: now - number * 3_600_000, number }),
    );
  });
}

describe("made-up people", () => {
  it("are accepted as people of flesh and blood would be", () => {
    const refused = people(3000).flatMap((person) => {
      const { email, firstName, lastName, displayName, phone, employeeNumber, locale, timeZone, tags } =
        person;
      const address = { city: person.city, country: person.place.country };
      const fields = {
        email,
        firstName,
        lastName,
        displayName,
        phone,
        employeeNumber,
        locale,
        timeZone,
        tags,
        address,
      };
      const result = createUser.body.safeParse(fields);
      return result.success ? [] : [{ fields, issues: result.error.issues }];
    });
    expect(refused).toEqual([]);
  });

  it("have names of many cultures, accents and scripts", () => {
    const names = people(3000).map(({ displayName }) => displayName);
    expect(new Set(names).size).toBeGreaterThan(2000);
    for (const script of [
      /[à-ž]/,
      /\p{Script=Arabic}/u,
      /\p{Script=Han}/u,
      /\p{Script=Greek}/u,
      /\p{Script=Hangul}/u,
    ]) {
      expect(names.some((name) => script.test(name))).toBe(true);
    }
  });

  it("have folded keys of their names", () => {
    for (const person of people(100)) {
      expect([person.nameKey, person.firstKey, person.lastKey]).toEqual(
        [person.displayName, person.firstName, person.lastName].map(foldText),
      );
    }
  });
});

describe("name lists", () => {
  it("leave every name something for an e-mail address and every place its names", () => {
    const cultures = readCultures();
    const names = [...cultures.values()].flatMap(({ first, last }) => [...first, ...last]);
    expect(names.filter(({ mailbox }) => !/^[a-z]+$/.test(mailbox))).toEqual([]);
    expect(places.flatMap((place) => place.cultures).filter((name) => !cultures.has(name))).toEqual([]);
  });
});

describe("companies", () => {
  it("have a slug and a name of their own, however many there are", () => {
    const many = companies(500);
    expect(new Set(many.map(({ slug }) => slug)).size).toBe(500);
    expect(new Set(many.map(({ name }) => name)).size).toBe(500);
    expect(many.every(({ slug }) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])$/.test(slug))).toBe(true);
  });
});

describe("uuidAt", () => {
  it("makes uuids of version 7 that sort by their time", () => {
    const random = createRandom("ids");
    const ids = [1, 1000, now, now + 1].map((ms) => uuidAt(ms, random));
    for (const id of ids)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(ids.toSorted()).toEqual(ids);
    expect(Number.parseInt((ids[2] ?? "").replace("-", "").slice(0, 12), 16)).toBe(now);
  });
});
