import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseId } from "@atrium/contracts";
import { createClient } from "@atrium/sdk";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  type Person,
  type Place,
} from "../../testing/people.ts";
import { codeOf } from "../../testing/refusals.ts";

const needle = "xylophonist";

describe("erasing a person", () => {
  let atrium: Atrium;
  let owner: Person;
  let place: Place;
  let boss: Person;
  let admin: Person;

  beforeAll(async () => {
    atrium = await startTestAtrium({ jobs: true });
    ({ owner } = await setUpPlatform(atrium));
    place = await makeOrganization(owner);
    boss = await makePerson(atrium, place, ["super-admin"]);
    admin = await makePerson(atrium, place, ["admin"]);
  });
  afterAll(() => atrium.close());

  const erase = (person: { userId: string; email: string }, by = admin) =>
    by.api.users.erase({ params: { id: person.userId }, body: { confirm: person.email } });

  /** Every table and how many of its rows still tell of the person. */
  async function left(text: string): Promise<Record<string, number>> {
    const { rows: tables } = await atrium.sql.query<{ name: string }>(
      `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'public' and c.relkind = 'r'`,
    );
    const found: Record<string, number> = {};
    for (const { name } of tables) {
      const { rows } = await atrium.sql.query<{ n: string }>(
        `select count(*) as n from ${name} t where t::text ilike '%' || $1 || '%'`,
        [text],
      );
      const count = Number(rows[0]?.n);
      if (count > 0) found[name] = count;
    }
    return found;
  }

  async function untilDone(kind: string): Promise<void> {
    for (let tries = 0; tries < 400; tries++) {
      const { rows } = await atrium.sql.query(
        "select 1 from jobs where kind = $1 and state in ('queued', 'running')",
        [kind],
      );
      if (rows.length === 0) return;
      atrium.app.jobs.wake();
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`${kind} did not end`);
  }

  it("leaves nothing of them in any table, and the chain of events whole", async () => {
    const email = `${needle}@people.example`;
    const person = await makePerson(atrium, place, ["manager"], { email, withPassword: true });
    const params = { id: person.userId };
    const { version } = await admin.api.users.get({ params });
    await admin.api.users.update(
      {
        params,
        body: {
          firstName: needle, lastName: needle, displayName: needle, phone: "+4366012345678", title: needle,
          department: needle, bio: needle, website: `https://${needle}.example`, tags: [needle], externalId: needle,
          employeeNumber: needle, preferences: { motto: needle },
        },
      },
      { version },
    ); // prettier-ignore
    await atrium
      .api()
      .sessions.create({ body: { email, password: "wrong" } })
      .catch(() => undefined);
    await person.api.users.create({ body: { email: "made@by.example" } });
    await person.api.views.create({ body: { name: needle } });
    await person.api.apiKeys.create({ body: { name: needle, scopes: [] } }).catch(() => undefined);
    await person.api.invitations.create({ body: { email: "guest@by.example", roles: [] } });
    const purpose = await admin.api.consentPurposes.create({
      body: { key: "letters", title: "Letters", wording: "Write to me." },
    });
    await person.api.me.answerConsent({ body: { purposeId: purpose.id, given: true, wordingVersion: 1 } });
    const group = await admin.api.groups.create({ body: { name: "Some" } });
    await admin.api.groups.addMembers({ params: { id: group.id }, body: { userIds: [person.userId] } });
    await atrium.app.relay.idle();
    expect(Object.keys(await left(needle))).toEqual(expect.arrayContaining(["users", "account_emails"]));

    await erase({ ...person, email });
    await untilDone("privacy.empty_events");
    await atrium.app.relay.idle();
    expect(await left(needle)).toEqual({});
    expect(await left("+4366012345678")).toEqual({});
    expect((await admin.api.users.get({ params }).catch(() => null))?.displayName ?? "Erased").toBe("Erased");
    expect(await codeOf(person.api.users.list())).toMatch(/^auth\./);
    const { rows } = await atrium.sql.query("select 1 from accounts where id = $1", [
      parseId("account", person.accountId),
    ]);
    expect(rows).toEqual([]);
    expect(await admin.api.audit.verify()).toMatchObject({ valid: true, firstBad: null });
    // Their address is free again.
    await admin.api.users.create({ body: { email } });
  });

  it("M02: emptying one event more than the erasures tell of is found", async () => {
    await atrium.app.relay.idle();
    await atrium.sql.query(
      `update events set changes = '[]', data = '{}', target_name = null, reason = null, what_salt = null
       where id = (select id from events where organization_id = $1 and name = 'group.created' limit 1)`,
      [place.uuid],
    );
    expect((await admin.api.audit.verify()).firstBad?.problem).toBe(
      "events were emptied that no erasure tells of",
    );
  });

  it("keeps the account where another organization knows it, with all that is theirs there", async () => {
    const elsewhere = await makeOrganization(owner);
    const person = await makePerson(atrium, place, ["user"], { email: "both@people.example" });
    await atrium.sql.query(
      `insert into users (organization_id, id, account_id, email, email_verified, display_name, name_key, status, created_at, updated_at)
       select $1, gen_random_uuid(), account_id, email, true, 'Still Here', 'still here', 'active', now(), now()
       from users where id = $2`,
      [elsewhere.uuid, person.uuid],
    );
    await erase(person);
    const { rows } = await atrium.sql.query<{ display_name: string }>(
      "select display_name from users where email = 'both@people.example'",
    );
    expect(rows).toEqual([{ display_name: "Still Here" }]);
    expect((await person.api.sessions.current()).memberships.length).toBe(1);
  });

  it("E05, E06: nobody erases themselves, their betters, the last owner, or by a slip of the hand", async () => {
    expect(await codeOf(erase(boss))).toBe("user.above_you");
    expect(await codeOf(erase(admin))).toBe("user.self");
    const person = await makePerson(atrium, place, ["user"]);
    expect(await codeOf(erase({ ...person, email: "other@people.example" }))).toBe("user.confirmation_wrong");
    const overThere = createClient({
      baseUrl: atrium.url,
      token: owner.token,
      organization: () => place.slug,
    });
    expect(await codeOf(erase(boss, { ...owner, api: overThere }))).toBe("user.last_owner");
    await erase(person);
    expect(await codeOf(erase(person))).toBe("user.erased");
    const restore = admin.api.users.restore({ params: { id: person.userId } });
    expect(await codeOf(restore)).not.toBe("done");
  });

  it("comes by itself when the time for being brought back is over", async () => {
    const person = await makePerson(atrium, place, ["user"], { email: "late@people.example" });
    const fresh = await makePerson(atrium, place, ["user"], { email: "fresh@people.example" });
    for (const { userId } of [person, fresh]) await admin.api.users.delete({ params: { id: userId } });
    await atrium.sql.query("update users set deleted_at = now() - interval '31 days' where id = $1", [
      person.uuid,
    ]);
    await atrium.sql.query(
      "update job_schedules set next_run_at = now() - interval '1 day' where kind = 'privacy.erase_due'",
    );
    for (let tries = 0; tries < 400; tries++) {
      atrium.app.jobs.wake();
      const { rows } = await atrium.sql.query("select 1 from users where id = $1 and erased_at is not null", [
        person.uuid,
      ]);
      if (rows.length > 0) break;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    const { rows } = await atrium.sql.query<{ email: string }>(
      "select email from users where id = any ($1) order by email",
      [[person.uuid, fresh.uuid]],
    );
    expect(rows.map(({ email }) => email.replace(/-.*@/, "@"))).toEqual([
      "erased@erased.invalid",
      "fresh@people.example",
    ]);
  });
});
