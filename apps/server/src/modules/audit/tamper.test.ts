import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  type Person,
  type Place,
} from "../../testing/people.ts";

describe("M02: whoever changes what happened is found out", () => {
  let atrium: Atrium;
  let place: Place;
  let other: Place;
  let admin: Person;
  let otherAdmin: Person;

  beforeAll(async () => {
    atrium = await startTestAtrium({ jobs: true });
    const { owner } = await setUpPlatform(atrium);
    [place, other] = [await makeOrganization(owner), await makeOrganization(owner)];
    admin = await makePerson(atrium, place, ["admin"]);
    otherAdmin = await makePerson(atrium, other, ["admin"]);
    for (const { api } of [admin, otherAdmin]) {
      const { id } = await api.users.create({ body: { email: "subject@example.com" } });
      for (let n = 0; n < 9; n++)
        await api.users.update({ params: { id }, body: { title: `T${n}`, bio: "B" } });
    }
    await atrium.app.relay.idle();
  });
  afterAll(() => atrium.close());

  const tables = ["events", "event_seals", "event_heads", "event_checkpoints", "outbox"];
  // Each way of tampering is undone by putting the rows of before back.
  beforeEach(async () => {
    for (const table of tables)
      await atrium.sql.query(`create table kept_${table} as select * from ${table}`);
  });
  afterEach(async () => {
    for (const table of tables) {
      await atrium.sql.query(`delete from ${table}`);
      await atrium.sql.query(`insert into ${table} select * from kept_${table}`);
      await atrium.sql.query(`drop table kept_${table}`);
    }
    expect(await verdict(), "the chain is whole again").toMatchObject({ valid: true });
  });

  const verdict = (person: Person = admin) => person.api.audit.verify();
  const at = (sequence: number): string =>
    `id = (select event_id from event_seals where organization_id = '${place.uuid}' and sequence = ${sequence})`;
  const tamper = (sql: string) => atrium.sql.query(sql);
  /** Checkpoints are signed by a job; here it is run by hand. */
  const sign = async () => {
    await atrium.sql.query(
      "update job_schedules set next_run_at = now() - interval '1 day' where kind = 'audit.checkpoint'",
    );
    for (;;) {
      const { rows } = await atrium.sql.query("select 1 from event_checkpoints where organization_id = $1", [
        place.uuid,
      ]);
      if (rows.length > 0) return;
      atrium.app.jobs.wake();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };

  it("nobody did: all of it is checked and found right, also in pieces", async () => {
    expect(await verdict()).toMatchObject({
      valid: true,
      checked: 10,
      head: 10,
      nextFrom: null,
      firstBad: null,
    });
    expect(await admin.api.audit.verify({ query: { from: "4" } })).toMatchObject({ valid: true, checked: 7 });
  });

  const fields: Record<string, string> = {
    name: "'user.deleted'", actor_id: "gen_random_uuid()", actor_name: "'Somebody else'", actor_type: "'system'",
    target_id: "gen_random_uuid()", target_name: "'x'", target_type: "'role'", occurred_at: "occurred_at - interval '1 second'",
    reason: "'because'", ip: "'10.0.0.1'", agent: "'x'", request_id: "'x'", session_id: "gen_random_uuid()", version: "2",
    data: `'{"a": 1}'`, on_behalf_of: "gen_random_uuid()",
  }; // prettier-ignore
  it("altering any field of an event is found at its place", async () => {
    for (const [field, value] of Object.entries(fields)) {
      await tamper(`update events set ${field} = ${value} where ${at(4)}`);
      expect((await verdict()).firstBad, field).toEqual({ sequence: 4, problem: "the event was altered" });
      await tamper(`update events e set ${field} = k.${field} from kept_events k where k.id = e.id`);
    }
  });

  it("altering the changes, or what covers them in the chain, is found", async () => {
    await tamper(`update events set changes = '[]' where ${at(5)}`);
    expect((await verdict()).firstBad).toEqual({ sequence: 5, problem: "the event was altered" });
    await tamper(`update events set what_salt = decode('00', 'hex') where ${at(4)}`);
    expect((await verdict()).firstBad?.sequence).toBe(4);
    await tamper(`update events set who_digest = decode('00', 'hex') where ${at(3)}`);
    expect((await verdict()).firstBad?.sequence).toBe(3);
  });

  it("emptying an event as if a person had been erased is found, half or whole", async () => {
    await tamper(`update events set what_salt = null where ${at(6)}`);
    expect((await verdict()).firstBad).toEqual({ sequence: 6, problem: "the event was altered" });
    await tamper(
      `update events set target_name = null, reason = null, changes = '[]', data = '{}' where ${at(6)}`,
    );
    expect((await verdict()).firstBad).toEqual({
      sequence: 10,
      problem: "events were emptied that no erasure tells of",
    });
  });

  it("altering an event together with its digest breaks the chain at its place", async () => {
    await tamper(`update events set digest = sha256('x') where ${at(6)}`);
    expect((await verdict()).firstBad?.sequence).toBe(6);
  });

  it("deleting an event, with or without its place, is found", async () => {
    await tamper(`delete from events where ${at(7)}`);
    expect((await verdict()).firstBad).toEqual({ sequence: 7, problem: "the event of this place is gone" });
    await tamper(`delete from event_seals where organization_id = '${place.uuid}' and sequence = 7`);
    expect((await verdict()).firstBad).toEqual({
      sequence: 7,
      problem: "an event is missing from the chain",
    });
  });

  it("deleting one and closing the ranks is found", async () => {
    await tamper(`delete from events where ${at(4)}`);
    await tamper(`delete from event_seals where organization_id = '${place.uuid}' and sequence = 4`);
    for (let n = 5; n <= 10; n++)
      await tamper(
        `update event_seals set sequence = ${n - 1} where organization_id = '${place.uuid}' and sequence = ${n}`,
      );
    await tamper(`update event_heads set sequence = 9 where organization_id = '${place.uuid}'`);
    expect((await verdict()).firstBad?.sequence).toBe(4);
  });

  it("reordering two events is found at the first of them", async () => {
    await tamper(
      `update event_seals set sequence = -1 where organization_id = '${place.uuid}' and sequence = 3`,
    );
    await tamper(
      `update event_seals set sequence = 3 where organization_id = '${place.uuid}' and sequence = 8`,
    );
    await tamper(
      `update event_seals set sequence = 8 where organization_id = '${place.uuid}' and sequence = -1`,
    );
    expect((await verdict()).firstBad?.sequence).toBe(3);
  });

  it("putting in an event that has no place is found", async () => {
    await tamper(
      `insert into events select (jsonb_populate_record(e, jsonb_build_object('id', overlay(e.id::text placing 'ffff' from 20)))).* from events e where ${at(2)}`,
    );
    expect((await verdict()).firstBad).toMatchObject({ problem: "an event stands outside of the chain" });
  });

  it("putting one in with a place of its own is found", async () => {
    await tamper(
      `insert into events select (jsonb_populate_record(e, jsonb_build_object('id', overlay(e.id::text placing 'ffff' from 20)))).* from events e where ${at(2)}`,
    );
    await tamper(
      `insert into event_seals select organization_id, 11, id, sha256('x') from events where id::text like '%-ffff-%'`,
    );
    await tamper(`update event_heads set sequence = 11 where organization_id = '${place.uuid}'`);
    expect((await verdict()).firstBad?.sequence).toBe(11);
  });

  it("cutting off the end is found by the head, and with the head by the signed checkpoint", async () => {
    await sign();
    await tamper(`delete from events where ${at(10)}`);
    await tamper(`delete from event_seals where organization_id = '${place.uuid}' and sequence = 10`);
    expect((await verdict()).firstBad).toEqual({ sequence: 10, problem: "the end of the chain is missing" });
    await tamper(`update event_heads h set sequence = 9, hash = s.hash from event_seals s
      where s.organization_id = h.organization_id and s.sequence = 9 and h.organization_id = '${place.uuid}'`);
    expect((await verdict()).firstBad).toEqual({ sequence: 9, problem: "the end of the chain was cut off" });
  });

  it("a checkpoint that nobody signed with the key is found", async () => {
    await sign();
    await tamper(
      `update event_checkpoints set signature = overlay(signature placing 'AAAA' from length(signature) - 5) where organization_id = '${place.uuid}'`,
    );
    expect((await verdict()).firstBad?.problem).toBe("the chain does not fit its signed checkpoint");
  });

  it("emptying the whole log is found by the signed checkpoint", async () => {
    await sign();
    for (const table of ["events", "event_seals", "event_heads"])
      await tamper(`delete from ${table} where organization_id = '${place.uuid}'`);
    expect((await verdict()).valid).toBe(false);
  });

  it("swapping the events of two organizations is found in both", async () => {
    const swap = (table: string, where: (uuid: string) => string) =>
      tamper(
        `update ${table} t set organization_id = case when organization_id = '${place.uuid}' then '${other.uuid}'::uuid else '${place.uuid}'::uuid end
         where ${where(place.uuid)} or ${where(other.uuid)}`,
      );
    const fifth = (uuid: string) =>
      `t.id = (select event_id from kept_event_seals where organization_id = '${uuid}' and sequence = 5)`;
    await swap("events", fifth);
    expect((await verdict()).firstBad?.sequence).toBe(5);
    expect((await verdict(otherAdmin)).firstBad?.sequence).toBe(5);
    const seal = (uuid: string) =>
      `t.event_id = (select event_id from kept_event_seals where organization_id = '${uuid}' and sequence = 5)`;
    await tamper(`delete from event_seals t where ${seal(place.uuid)} or ${seal(other.uuid)}`);
    await tamper(
      `insert into event_seals select case when organization_id = '${place.uuid}' then '${other.uuid}'::uuid else '${place.uuid}'::uuid end,
         sequence, event_id, hash from kept_event_seals t where ${seal(place.uuid)} or ${seal(other.uuid)}`,
    );
    expect((await verdict()).firstBad?.sequence).toBe(5);
    expect((await verdict(otherAdmin)).firstBad?.sequence).toBe(5);
  });
});
