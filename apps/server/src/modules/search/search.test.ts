import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  type Person,
  type Place,
} from "../../testing/people.ts";
import { codeOf } from "../../testing/refusals.ts";
import { tidySearch } from "./tidy.ts";

type New = {
  email: string;
  firstName?: string;
  lastName?: string;
  displayName?: string;
  phone?: string;
  employeeNumber?: string;
};

const crowd: New[] = [
  { email: "anna.mueller@corp.example", firstName: "Anna", lastName: "Müller", phone: "+4930123456", employeeNumber: "E-0815" },
  { email: "a.maria@corp.example", firstName: "Anna Maria", lastName: "Schmidt" },
  { email: "jo@corp.example", firstName: "Siobhán", lastName: "O'Brien" },
  { email: "jl@corp.example", firstName: "Jean-Luc", lastName: "Picard" },
  { email: "otaibi@corp.example", firstName: "Hassan", lastName: "Al-Otaibi" },
  { email: "xdesk42@partner.example", displayName: "Reception" },
  { email: "mw@corp.example", displayName: "王小明", firstName: "小明", lastName: "王" },
  { email: "manuela@corp.example", firstName: "Manuela", lastName: "Berg" },
  { email: "emanuel@corp.example", firstName: "Emanuel", lastName: "Weber" },
  { email: "maria@corp.example", firstName: "Maria", lastName: "Anders" },
]; // prettier-ignore

describe("the search for people", () => {
  let atrium: Atrium;
  let place: Place;
  let admin: Person;
  let other: Person;

  const add = (by: Person, body: New) => by.api.users.create({ body }, { idempotencyKey: body.email });

  beforeAll(async () => {
    atrium = await startTestAtrium({ rateScale: 1000 });
    const { owner } = await setUpPlatform(atrium);
    place = await makeOrganization(owner);
    admin = await makePerson(atrium, place, ["admin"], { email: "zz@staff.example" });
    for (const person of crowd) await add(admin, person);
    other = await makePerson(atrium, await makeOrganization(owner), ["admin"], { email: "yy@staff.example" });
  });
  afterAll(() => atrium.close());

  const search = (q: string, by = admin) => by.api.users.search({ query: { q } });
  const emails = async (q: string): Promise<string[]> =>
    (await search(q)).items.map(({ user }) => user.email);

  it.each([
    ["a name", "müller", "anna.mueller@corp.example"],
    ["a name without its accents, in capitals", "SIOBHAN", "jo@corp.example"],
    ["a beginning", "sio", "jo@corp.example"],
    ["a second name", "maria schmidt", "a.maria@corp.example"],
    ["two words in the other order", "mül ann", "anna.mueller@corp.example"],
    ["three words in any order", "schmidt maria anna", "a.maria@corp.example"],
    ["a name with its apostrophe", "o'brien", "jo@corp.example"],
    ["a name without its apostrophe", "obrien", "jo@corp.example"],
    ["what stands behind an apostrophe", "brien", "jo@corp.example"],
    ["a part behind a hyphen", "luc", "jl@corp.example"],
    ["a name in one piece", "Al-Otaibi", "otaibi@corp.example"],
    ["a name in another script", "小明", "mw@corp.example"],
    ["a first character of such a name", "王", "mw@corp.example"],
    ["a part of a name", "anuel", "manuela@corp.example"],
    ["an address", "anna.mueller@corp.example", "anna.mueller@corp.example"],
    ["a beginning of an address", "xdesk", "xdesk42@partner.example"],
    ["a part of an address", "desk42", "xdesk42@partner.example"],
    ["a domain", "partner.example", "xdesk42@partner.example"],
    ["a telephone number as it is written", "+49 30 123456", "anna.mueller@corp.example"],
    ["a telephone number from within the country", "030 123456", "anna.mueller@corp.example"],
    ["its last digits", "123456", "anna.mueller@corp.example"],
    ["an employee number in small letters", "e-0815", "anna.mueller@corp.example"],
    ["a part of an employee number", "0815", "anna.mueller@corp.example"],
  ])("finds %s", async (_, q, email) => {
    expect(await emails(q)).toContain(email);
  });

  it.each([
    ["a wrong letter", "mumler"],
    ["a missing letter", "mulle"],
    ["a letter too many", "mulller"],
    ["two letters swapped", "mlüler"],
    ["a slip beside a right word", "anna mulelr"],
    ["a slip in a name of two parts", "hasan al-otaibi"],
  ])("finds in spite of %s", async (_, q) => {
    const [first] = (await search(q)).items;
    expect(first?.user.email).toMatch(/anna.mueller|otaibi/);
  });

  it("says what was probably meant, and nothing where all is right", async () => {
    expect((await search("picrad")).suggestion).toBe("Picard");
    expect((await search("jean picrad")).suggestion).toBe("jean Picard");
    expect((await search("picard")).suggestion).toBeNull();
    expect(await search("qqqqqqq")).toEqual({ items: [], more: false, suggestion: null });
  });

  it("says where the words stand, in the text as it is shown", async () => {
    const [found] = (await search("ann mull")).items;
    const name = found?.highlights.find(({ field }) => field === "displayName");
    expect(name?.ranges.map(([from, to]) => found?.user.displayName.slice(from, to))).toEqual([
      "Ann",
      "Müll",
    ]);
  });

  it("holds all of a long part against addresses, and several parts against one", async () => {
    // More than a page has the end of it, and whoever is meant came last.
    const others = Array.from({ length: 25 }, (_, n) => `south${n}.gate-hall77`);
    for (const mailbox of [...others, "hall77.elsewhere", "north.gate-hall77"])
      await add(admin, { email: `${mailbox}@parts.example`, displayName: "Nobody Inparticular" });
    expect(await emails("orth.gate-hall77")).toEqual(["north.gate-hall77@parts.example"]);
    expect(await emails("est.gate-hall77")).toEqual([]);
    expect(await emails("gate-hall77")).toHaveLength(20);
    expect(await emails("outh7 all77")).toEqual(["south7.gate-hall77@parts.example"]);
  });

  it("puts whole names before beginnings, beginnings before parts", async () => {
    expect(await emails("anna")).toEqual(["anna.mueller@corp.example", "a.maria@corp.example"]);
    expect((await emails("maria"))[0]).toBe("maria@corp.example");
    const { items } = await search("manuel");
    expect(items.map(({ match }) => match)).toEqual(["prefix", "part"]);
  });

  it("finds a person by the id that people see", async () => {
    const { items } = await search(admin.userId);
    expect(items.map(({ user }) => user.id)).toEqual([admin.userId]);
  });

  it("gives no more than asked for, and says that there is more", async () => {
    const { items, more } = await admin.api.users.search({ query: { q: "corp.example", limit: "2" } });
    expect([items.length, more]).toEqual([2, true]);
  });

  it("follows a new name, a deletion and a way back", async () => {
    const { id } = await add(admin, {
      email: "renamed@corp.example",
      firstName: "Zebulon",
      lastName: "Quist",
    });
    await admin.api.users.update({ params: { id }, body: { lastName: "Wintergreen" } });
    expect(await emails("wintergren")).toEqual(["renamed@corp.example"]);
    await admin.api.users.update({ params: { id }, body: { displayName: "Zebulon Wintergreen" } });
    expect(await emails("quist")).toEqual([]);
    await admin.api.users.delete({ params: { id } });
    expect(await emails("wintergreen")).toEqual([]);
    await tidy();
    await admin.api.users.restore({ params: { id } });
    expect(await emails("wintergren")).toEqual(["renamed@corp.example"]);
  });

  const tidy = () => tidySearch(atrium.database.asSystem(), () => Promise.resolve());

  it("forgets the words of those who are gone, and what it knows twice", async () => {
    const { id } = await add(admin, { email: "gone@corp.example", firstName: "Xanthippe", lastName: "Gone" });
    await atrium.sql.query(
      "insert into search_words select * from search_words where organization_id = $1 and word = 'anna'",
      [place.uuid],
    );
    await admin.api.users.delete({ params: { id } });
    await tidy();
    const counted = await atrium.sql.query<{ word: string; n: string }>(
      `select word, count(*) as n from search_words where organization_id = $1 and word in ('xanthippe', 'anna')
         and whole group by word`,
      [place.uuid],
    );
    expect(counted.rows).toEqual([{ word: "anna", n: "1" }]);
    const hints = await atrium.sql.query("select 1 from search_hints where word = 'xanthippe'");
    expect(hints.rowCount).toBe(0);
    expect((await emails("anna")).length).toBe(2);
  });

  it("G05: another organization's people, words and suggestions stay there", async () => {
    for (const q of [
      "müller",
      "mulelr",
      "anuel",
      "desk42",
      "anna.mueller@corp.example",
      "123456",
      "partner.example",
    ]) {
      expect(await search(q, other)).toEqual({ items: [], more: false, suggestion: null });
    }
  });

  it("G01: patterns and SQL are looked for as they are", async () => {
    for (const q of [
      "%",
      "_",
      "%%%",
      "a%b",
      "' or 1=1 --",
      "\\",
      "*anna",
      "-anna",
      "'; drop table users",
      "(((",
      "$1",
    ]) {
      expect((await search(q)).items.filter(({ user }) => user.email === "xdesk42@partner.example")).toEqual(
        [],
      );
    }
    expect(await emails("xd%k42")).toEqual([]);
  });

  it("G11: long and odd texts are refused or answered, whatever they are", async () => {
    expect(await codeOf(search(Array.from("abcdefghijk").join(" ")))).toBe("request.invalid");
    expect(await codeOf(search("x".repeat(201)))).toBe("request.invalid");
    expect(await codeOf(search("   "))).toBe("request.invalid");
    for (const q of [
      "ａｎｎａ",
      "\u0301\u0301\u0301",
      "😀😀",
      "a".repeat(200),
      "....",
      "@",
      "@@@",
      "+",
      "--",
    ]) {
      expect((await search(q)).items.length).toBeLessThan(20);
    }
  });

  it("nobody searches without the right to see people", async () => {
    const guest = await makePerson(atrium, place, ["guest"]);
    expect(await codeOf(search("anna", guest))).toBe("auth.forbidden");
  });
});
