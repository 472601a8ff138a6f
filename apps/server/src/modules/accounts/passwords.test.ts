import { randomBytes } from "node:crypto";
import { parseId } from "@atrium/contracts";
import { hash as bcrypt } from "@node-rs/bcrypt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createPasswordHasher } from "#kernel/password-hash";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  testPassword,
  type Person,
  type Place,
} from "../../testing/people.ts";
import { codeOf, refusal } from "../../testing/refusals.ts";
import { checkAgainst, upgradedHash } from "./hashing.ts";
import { newPasswordHash } from "./new-password.ts";
import {
  changePasswordHash,
  credentialsByEmail,
  forcePasswordChange,
  upgradePasswordHash,
} from "./queries.ts";

const hasher = createPasswordHasher({
  pepper: (data, keyId = "test") => ({ keyId, digest: Buffer.from(`${keyId} ${data}`) }),
});
const at = "2026-06-01T12:00:00.000Z";

describe("an account's password", () => {
  let atrium: Atrium;
  let place: Place;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    const { owner } = await setUpPlatform(atrium);
    place = await makeOrganization(owner, "Umbrella Holdings");
  });
  afterAll(() => atrium.close());

  const someone = () => makePerson(atrium, place, ["guest"], { withPassword: true });
  const idOf = (person: Person): string => parseId("account", person.accountId) ?? "";
  const change = (person: Person, currentPassword: string, newPassword: string) =>
    person.api.accounts.changePassword({ body: { currentPassword, newPassword } });
  const store = async (accountId: string, password: string): Promise<void> => {
    const hash = await hasher.hash(password);
    await atrium.database.asSystem().query(changePasswordHash(accountId, hash, at));
  };

  it("C14: is not made of what others know of the person", async () => {
    const person = await someone();
    const refused = await refusal(change(person, testPassword, "umbrella-Holdings-2026"));
    expect(refused.code).toBe("password.unfit");
    expect(refused.errors).toEqual([
      expect.objectContaining({ pointer: "/newPassword", code: "contains_organization" }),
    ]);
    const common = await refusal(change(person, testPassword, "Password12345678"));
    expect(common.errors?.[0]).toMatchObject({ pointer: "/newPassword", code: "common" });
  });

  it("is not the present one again", async () => {
    const person = await someone();
    const refused = await refusal(change(person, testPassword, testPassword));
    expect(refused).toMatchObject({ code: "password.used_before", status: 422 });
    expect(refused.errors?.[0]).toMatchObject({ pointer: "/newPassword", code: "used_before" });
  });

  it("is none of the earlier ones that the rules name, and may be one before them", async () => {
    const accountId = idOf(await someone());
    const sentences = ["first sentence of mine", "second sentence of mine", "third sentence of mine"];
    for (const sentence of sentences) await store(accountId, sentence);
    const wish = (password: string, history: number) =>
      newPasswordHash(
        { reader: atrium.database.asSystem(), hasher },
        { accountId, password, pointer: "/newPassword", rules: { history } },
      );
    const [first = "", second = "", third = ""] = sentences;
    for (const password of [third, second, ` ${first}`.trim()])
      await expect(wish(password, 3), password).rejects.toThrow("used this password before");
    await expect(wish(third, 0)).rejects.toThrow("used this password before");
    expect(await wish(first, 2)).toMatch(/^test:\$argon2id\$/);
  });

  it("leaves its hash behind when it goes, and no more of them than a policy may ask about", async () => {
    const accountId = idOf(await someone());
    for (let n = 0; n < 27; n += 1)
      await atrium.database.asSystem().query(changePasswordHash(accountId, `hash ${n}`, at));
    const { rows } = await atrium.sql.query<{ hash: string }>(
      "select hash from password_history where account_id = $1 order by id",
      [accountId],
    );
    expect(rows.map(({ hash }) => hash)).toEqual(Array.from({ length: 24 }, (_, n) => `hash ${n + 2}`));
  });

  it("must be changed when an admin says so, until it is", async () => {
    const person = await someone();
    const read = async () => (await atrium.database.asSystem().query(credentialsByEmail(person.email)))[0];
    expect(await read()).toMatchObject({ mustChangePassword: false });
    await atrium.database.asSystem().query(forcePasswordChange(idOf(person), at));
    expect(await read()).toMatchObject({ mustChangePassword: true });
    expect(await codeOf(change(person, testPassword, "an entirely new sentence"))).toBe("done");
    expect(await read()).toMatchObject({ mustChangePassword: false });
  });

  it("that came from another system gets today's hash with the first right sign-in", async () => {
    const person = await someone();
    const imported = await bcrypt("a sentence from elsewhere", { cost: 5 });
    const reader = atrium.database.asSystem();
    await reader.query(changePasswordHash(idOf(person), imported, at));
    const wrong = await checkAgainst(hasher, imported, "another sentence");
    expect(await upgradedHash(hasher, "another sentence", wrong)).toBeNull();
    const right = await checkAgainst(hasher, imported, "a sentence from elsewhere");
    expect(right).toEqual({ ok: true, needsRehash: true });
    const upgraded = (await upgradedHash(hasher, "a sentence from elsewhere", right)) ?? "";
    expect(await checkAgainst(hasher, upgraded, "a sentence from elsewhere")).toEqual({
      ok: true,
      needsRehash: false,
    });
    await reader.query(upgradePasswordHash(idOf(person), imported, upgraded));
    expect((await reader.query(credentialsByEmail(person.email)))[0]?.passwordHash).toBe(upgraded);
    // One that was changed meanwhile stays changed.
    await reader.query(upgradePasswordHash(idOf(person), imported, "an upgrade that came too late"));
    expect((await reader.query(credentialsByEmail(person.email)))[0]?.passwordHash).toBe(upgraded);
  });

  it("B04: rests as a hash and is in no event, neither the old one nor the new one", async () => {
    const person = await someone();
    const secret = `a sentence ${randomBytes(6).toString("hex")}`;
    await change(person, testPassword, secret);
    const { rows: tables } = await atrium.sql.query<{ name: string }>(
      "select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public'",
    );
    expect(tables.map(({ name }) => name)).toContain("password_history");
    for (const { name } of tables) {
      const { rowCount } = await atrium.sql.query(
        `select from ${name} t where t::text like '%' || $1 || '%' or t::text like '%' || $2 || '%'`,
        [secret, testPassword],
      );
      expect(rowCount, name).toBe(0);
    }
  });

  it("C15: of a megabyte is refused without any hashing", async () => {
    const huge = "x".repeat(1_000_000);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        atrium.http.inject({
          method: "POST",
          url: "/api/v1/auth/login",
          headers: { host: new URL(atrium.url).host },
          payload: { email: "nobody@people.example", password: huge },
        }),
      ),
    );
    for (const { statusCode } of answers) expect([400, 413, 422]).toContain(statusCode);
  });

  it("C15: is checked in a bounded queue: the rest is told to come back, and others are served", async () => {
    const person = await someone();
    const flood = Array.from({ length: 300 }, () =>
      codeOf(change(person, "not the present one", "irrelevant")),
    );
    const read = codeOf(person.api.accounts.get());
    const order = await Promise.race([read.then(() => "read"), Promise.all(flood).then(() => "flood")]);
    expect(order).toBe("read");
    const answers = await Promise.all(flood);
    expect(new Set(answers)).toEqual(new Set(["auth.invalid_credentials", "auth.busy"]));
  });
});
