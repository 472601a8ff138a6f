import fc from "fast-check";

/** Texts that are the same to people and not to computers, that look like something else, or that patterns trip over. */
export const oddTexts = [
  "Zoë", "ZOE", "zoe\u0308", "Łukasz", "Ångström", "İpek", "Straße", "STRASSE", "Σίσυφος", "ΣΊΣΥΦΟΣ", "Йод", "Анна", "ﬁna", "FINA",
  "50%_", "50", "O'Brien", 'a"b', "back\\slash", "none", "any", "OR", "王小明", "Ann Lee", "ann", "true", "2026", "Ｗｉｄｅ", "😀",
]; // prettier-ignore
/** Moments around which a day, a month and a year begin. */
export const moments = [
  "2024-02-29T12:00:00.000Z", "2025-12-31T23:59:59.999Z", "2026-01-01T00:00:00.000Z", "2026-01-01T09:30:15.250Z",
  "2026-01-31T23:59:59.999Z", "2026-02-01T00:00:00.000Z",
]; // prettier-ignore
export const days = ["2024-02-29", "2025-12-31", "2026-01-01", "2026-01-31", "2026-02-01"];
export const numbers = [-3, 0, 0.5, 38, 38.5, 42, 999_999_999];
export const roles = ["user", "admin", "editor"];
export const sources = ["manual", "import", "scim"];

const some = <Value>(values: readonly Value[]) => fc.constantFrom(...values);
const orNone = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { freq: 3 });
const text = some(oddTexts).map((each) => each.normalize("NFC"));

type Times = { created: string; lastLogin: string | null; lastSeen: string | null };

/** Nobody signs in before they are there, whoever signs in is seen then, and nobody else is. */
function inTime<Each extends Times>(each: Each): Each {
  const later = (moment: string, than: string): string => (moment < than ? than : moment);
  const lastLogin = each.lastLogin === null ? null : later(each.lastLogin, each.created);
  return {
    ...each,
    lastLogin,
    lastSeen: lastLogin === null ? null : later(each.lastSeen ?? lastLogin, lastLogin),
  };
}

/** A person as a filter sees them, with nothing at all where they have nothing. */
export const drawn = fc.record({
  name: text, firstName: orNone(text), lastName: orNone(text), title: orNone(text), department: orNone(text),
  mailbox: some(["ann", "zoe", "o'brien", "none", "50"]), email: fc.constant<string>(""),
  employeeNumber: orNone(some(["P", "p", "É"])), externalId: orNone(some(["X-", "x-"])),
  locale: orNone(some(["de-AT", "en", "fr"])), tag: fc.uniqueArray(some(["VIP", "Blé", "blue"])), role: fc.uniqueArray(some(roles)),
  group: fc.uniqueArray(some(["crew", "night-shift"])), source: some(sources), verified: fc.boolean(),
  status: some(["pending", "active", "inactive", "suspended", "deleted"]), created: some(moments), updated: some(moments),
  lastLogin: orNone(some(moments)), lastSeen: orNone(some(moments)), managerAt: orNone(fc.nat(19)), mentorAt: orNone(fc.nat(19)),
  manager: fc.constant<string | null>(null), mentor: fc.constant<string | null>(null),
  motto: orNone(text), shoe: orNone(some(numbers)), badge: orNone(fc.boolean()), joined: orNone(some(days)),
  tier: orNone(some(["gold", "Silver"])), skills: fc.uniqueArray(some(["go", "SQL", "ts"])),
}).map(inTime); // prettier-ignore
export type Drawn = typeof drawn extends fc.Arbitrary<infer Value> ? Value : never;
