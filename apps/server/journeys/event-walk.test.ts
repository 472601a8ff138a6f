import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseId } from "@atrium/contracts";
import { startTestAtrium, type Atrium } from "../src/testing/atrium.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  testPassword,
  type Person,
  type Place,
} from "../src/testing/people.ts";
import { recordedBy, type Recorded } from "../src/testing/recorded.ts";
import { codeOf } from "../src/testing/refusals.ts";
import { allContracts } from "../src/testing/samples.ts";

type Deed = {
  readonly call: () => Promise<unknown>;
  readonly actor: string;
  /** The uuid of what it was done to; null where the call itself makes it. */
  readonly target: string | null;
  readonly targetType: string;
  /** The fields whose values the event must show before and after. */
  readonly fields: readonly string[];
  readonly organization: string;
};

describe("M01: every write says once what happened", () => {
  let atrium: Atrium;
  let platform: Place;
  let owner: Person;
  let place: Place;
  let boss: Person;
  let setUp: Recorded[] = [];
  let made = 0;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    const [done, events] = await recordedBy(atrium, () => setUpPlatform(atrium));
    ({ place: platform, owner } = done);
    setUp = events.filter(({ name }) => name !== "session.started");
    place = await makeOrganization(owner);
    boss = await makePerson(atrium, place, ["super-admin"]);
  });
  afterAll(() => atrium.close());

  const uuid = (id: string): string => parseId("user", id) ?? id;
  const add = () => boss.api.users.create({ body: { email: `deed${++made}@example.com`, title: "Before" } });
  const byBoss = { organization: "", targetType: "user" };

  async function onSomebody(
    fields: readonly string[],
    call: (id: string) => Promise<unknown>,
  ): Promise<Deed> {
    const { id } = await add();
    const target = uuid(id);
    return { ...byBoss, organization: place.uuid, actor: boss.uuid, target, fields, call: () => call(id) };
  }

  async function someone(): Promise<{ person: Person; account: string; session: string }> {
    const person = await makePerson(atrium, place, ["user"], { withPassword: true });
    const { rows } = await atrium.sql.query<{ id: string; account_id: string }>(
      "select s.id, s.account_id from sessions s join users u on u.account_id = s.account_id where u.id = $1",
      [person.uuid],
    );
    return { person, account: rows[0]?.account_id ?? "", session: rows[0]?.id ?? "" };
  }

  /** How to bring each write about. A new one without a line here fails the walk. */
  const deeds: Readonly<Record<string, () => Promise<Deed>>> = {
    "sessions.create": async () => {
      const { person } = await someone();
      return {
        actor: person.uuid, target: null, targetType: "session", fields: [], organization: place.uuid,
        call: () => atrium.api().sessions.create({ body: { email: person.email, password: testPassword, mode: "token" } }),
      }; // prettier-ignore
    },
    "sessions.end": async () => {
      const { person, session } = await someone();
      return {
        actor: person.uuid, target: session, targetType: "session", fields: [], organization: place.uuid,
        call: () => person.api.sessions.end(),
      }; // prettier-ignore
    },
    "accounts.changePassword": async () => {
      const { person, account } = await someone();
      const body = { currentPassword: testPassword, newPassword: "another long sentence" };
      return {
        actor: person.uuid, target: account, targetType: "account", fields: ["password"], organization: place.uuid,
        call: () => person.api.accounts.changePassword({ body }),
      }; // prettier-ignore
    },
    "accounts.update": async () => {
      const { person, account } = await someone();
      return {
        actor: person.uuid, target: account, targetType: "account", fields: ["locale"], organization: place.uuid,
        call: () => person.api.accounts.update({ body: { locale: "de" } }),
      }; // prettier-ignore
    },
    "organizations.create": async () => ({
      actor: owner.uuid, target: null, targetType: "organization", fields: ["name", "slug"], organization: platform.uuid,
      call: () => owner.api.organizations.create({ body: { name: "Told", slug: "told" } }),
    }), // prettier-ignore
    "organizations.update": async () => {
      const { version } = await boss.api.organizations.get();
      return {
        actor: boss.uuid, target: place.uuid, targetType: "organization", fields: ["name"], organization: place.uuid,
        call: () => boss.api.organizations.update({ body: { name: "Renamed" } }, { version }),
      }; // prettier-ignore
    },
    "users.create": async () => ({
      actor: boss.uuid, target: null, targetType: "user", fields: ["email", "title", "status", "roles"], call: add,
      organization: place.uuid,
    }), // prettier-ignore
    "users.replace": () =>
      onSomebody(["email", "title"], (id) =>
        boss.api.users.replace({ params: { id }, body: { email: `put${++made}@example.com` } }),
      ),
    "users.update": () =>
      onSomebody(["title"], (id) => boss.api.users.update({ params: { id }, body: { title: "After" } })),
    "users.setStatus": () =>
      onSomebody(["status"], (id) =>
        boss.api.users.setStatus({ params: { id }, body: { status: "suspended" } }),
      ),
    "users.delete": () => onSomebody(["status"], (id) => boss.api.users.delete({ params: { id } })),
    "users.restore": async () => {
      const deed = await onSomebody(["status"], (id) => boss.api.users.restore({ params: { id } }));
      await boss.api.users.delete({ params: { id: deed.target ?? "" } });
      return deed;
    },
    "users.assignRole": () =>
      onSomebody(["roles"], (id) => boss.api.users.assignRole({ params: { id }, body: { role: "editor" } })),
    "users.removeRole": () =>
      onSomebody(["roles"], (id) => boss.api.users.removeRole({ params: { id, role: "user" } })),
    "jobs.cancel": async () => {
      const id = atrium.newId();
      await atrium.sql.query(
        "insert into jobs (organization_id, id, kind, run_at, created_at) values ($1, $2, 'demo.create', now() + interval '1 year', now())",
        [place.uuid, id],
      );
      return {
        actor: boss.uuid, target: id, targetType: "job", fields: [], organization: place.uuid,
        call: () => boss.api.jobs.cancel({ params: { id } }),
      }; // prettier-ignore
    },
  };
  const writes = allContracts.filter(({ kind, id }) => kind === "write" && id !== "setup.run");

  for (const contract of writes) {
    it(`${contract.id} records ${contract.audit} once, with who did it, to what, from where and what changed`, async () => {
      const prepare = deeds[contract.id];
      if (prepare === undefined) throw new Error(`${contract.id} has no deed: add one to this walk`);
      const deed = await prepare();
      const [, events] = await recordedBy(atrium, deed.call);
      expect(events.map(({ name }) => name)).toEqual([contract.audit]);
      const [event] = events;
      expect(event).toMatchObject({
        organization: deed.organization,
        actorType: "user",
        actor: deed.actor,
        targetType: deed.targetType,
        target: deed.target ?? expect.stringMatching(/^[0-9a-f-]{36}$/),
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        ip: "127.0.0.1",
      });
      const changed = new Map(event?.changes.map((change) => [change.field, change]));
      for (const field of deed.fields) {
        const change = changed.get(field);
        expect(change, field).toBeDefined();
        // What is secret is told without its value, which is the same word on both sides.
        if (field !== "password") expect(change?.before, field).not.toEqual(change?.after);
      }
      expect(JSON.stringify(event)).not.toMatch(/horse battery|long sentence|argon2/);
    });
  }

  it("setup.run recorded platform.set_up once, in the platform's own log", () => {
    expect(setUp).toHaveLength(1);
    expect(setUp[0]).toMatchObject({
      name: "platform.set_up", organization: platform.uuid, actor: owner.uuid, targetType: "organization", target: platform.uuid,
      changes: [{ field: "name", before: null }, { field: "owner", before: null, after: owner.email }],
    }); // prettier-ignore
  });

  it("reads record nothing", async () => {
    const [, events] = await recordedBy(atrium, async () => {
      await boss.api.users.list();
      await boss.api.audit.list();
      await boss.api.organizations.overview();
      await boss.api.sessions.current();
    });
    expect(events).toEqual([]);
  });

  it("a refused write records no deed, only who was denied, and leaves nothing behind", async () => {
    const guest = await makePerson(atrium, place, ["guest"]);
    const [code, events] = await recordedBy(atrium, () =>
      codeOf(guest.api.users.create({ body: { email: "denied@example.com" } })),
    );
    expect(code).toBe("auth.forbidden");
    expect(events.map(({ name, actor, data }) => [name, actor, data])).toEqual([
      ["access.denied", guest.uuid, { operation: "users.create" }],
    ]);
    const { email } = await add();
    const [again, nothing] = await recordedBy(atrium, () =>
      codeOf(boss.api.users.create({ body: { email } })),
    );
    expect([again, nothing]).toEqual(["user.email_taken", []]);
  });

  it("what was recorded all stands in unbroken chains", async () => {
    expect(await boss.api.audit.verify()).toMatchObject({ valid: true });
    expect(await owner.api.audit.verify()).toMatchObject({ valid: true });
  });
});
