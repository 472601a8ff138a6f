import { io } from "socket.io-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createClient } from "@atrium/sdk";
import { fixedClock } from "#kernel/clock";
import { actingAs } from "../../testing/acting.ts";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import { accountOf } from "../../testing/factors.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  type Person,
  type Place,
} from "../../testing/people.ts";
import { codeOf, refusal } from "../../testing/refusals.ts";
import { sampleOf } from "../../testing/samples.ts";
import { send } from "../../testing/wire.ts";

describe("acting as another person", () => {
  let atrium: Atrium;
  let owner: Person;
  let place: Place;
  let boss: Person;
  let admin: Person;
  let editor: Person;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    ({ owner } = await setUpPlatform(atrium));
    place = await makeOrganization(owner);
    boss = await makePerson(atrium, place, ["super-admin"]);
    admin = await makePerson(atrium, place, ["admin"]);
    editor = await makePerson(atrium, place, ["editor"]);
  });
  afterAll(() => atrium.close());

  const start = (actor: Person, subject: Person, body: object = {}) =>
    actor.api.impersonations.start({
      params: { id: subject.userId },
      body: { reason: "Ticket 1", ...body },
    });
  const header = (session: string) => ({ "atrium-impersonation": session });
  /** Asks who one is, past every client. */
  const asks = (token: string, session: string, headers = {}) =>
    send(atrium.url, { path: "/api/v1/auth/session", token, headers: { ...header(session), ...headers } });

  it("shows what the person sees, with the rights that both hold, and says who looks", async () => {
    const { api, session } = await actingAs(atrium, admin, editor, { reason: "She sees no groups" });
    const info = await api.sessions.current();
    expect(info).toMatchObject({
      user: { id: editor.userId },
      session: { id: session.sessionId },
      impersonation: {
        actor: { id: admin.userId },
        subject: { id: editor.userId },
        reason: "She sees no groups",
        writes: false,
      },
    });
    expect(info.permissions.sort()).toEqual((await editor.api.sessions.current()).permissions.sort());
    expect(info.memberships).toHaveLength(1);
    expect((await admin.api.sessions.current()).impersonation).toBeNull();
    expect((await api.users.get({ params: { id: admin.userId } })).abilities).not.toContain("impersonate");
  });

  it("D12, E05: is refused for whoever holds what the actor lacks, above all an owner", async () => {
    expect(await codeOf(start(admin, boss))).toBe("user.above_you");
    expect(await codeOf(start(editor, admin))).toBe("auth.forbidden");
    const { id } = await boss.api.roles.create({
      body: {
        slug: "may-write-as",
        name: "May write as",
        permissions: ["users:read", "impersonation:start"],
      },
    });
    const helper = await makePerson(atrium, place, ["guest"]);
    await boss.api.grants.create({
      body: { subject: helper.userId, role: "may-write-as" },
    });
    expect(id).toBeDefined();
    expect(await codeOf(start(helper, editor))).toBe("user.above_you");
    expect(await codeOf(start(helper, await makePerson(atrium, place, ["guest"])))).toBe("done");
    const right = await refusal(start(helper, await makePerson(atrium, place, ["guest"]), { write: true }));
    expect([right.code, right["permission"]]).toEqual(["auth.forbidden", "impersonation:write"]);
  });

  it("D12: reaches nobody of another organization, nor oneself, nor further from within", async () => {
    const elsewhere = await makeOrganization(owner);
    const stranger = await makePerson(atrium, elsewhere, ["guest"]);
    expect(await codeOf(start(admin, stranger))).toBe("resource.not_found");
    expect(await codeOf(start(admin, admin))).toBe("user.self");
    const other = await makePerson(atrium, place, ["admin"]);
    const { api, session } = await actingAs(atrium, admin, other, { write: true });
    expect(
      await codeOf(api.impersonations.start({ params: { id: editor.userId }, body: { reason: "Deeper" } })),
    ).toBe("impersonation.refused");
    const there = await asks(admin.token, session.sessionId, { "atrium-organization": elsewhere.id });
    expect(there.body).toMatchObject({ organization: null, permissions: [] });
  });

  it("E05: is open to the platform's people where their rights reach, and to nobody's account of two names", async () => {
    const { api, session } = await actingAs(atrium, owner, boss, { place });
    expect(session.actor.id).toBe(owner.userId);
    const { permissions } = await api.sessions.current();
    expect(permissions).toContain("users:update");
    expect(permissions).not.toContain("organizations:create");
    const twice = await makePerson(atrium, place, ["guest"]);
    await atrium.sql.query("update users set account_id = $1 where id = $2", [accountOf(owner), twice.uuid]);
    const own = createClient({ baseUrl: atrium.url, token: owner.token, organization: () => place.id });
    expect(
      await codeOf(own.impersonations.start({ params: { id: twice.userId }, body: { reason: "Me" } })),
    ).toBe("user.self");
    await atrium.sql.query("update users set account_id = null where id = $1", [twice.uuid]);
    expect(await codeOf(start(admin, twice))).toBe("impersonation.impossible");
  });

  it("wants a reason, and that it is still the actor themselves", async () => {
    expect(await codeOf(start(admin, editor, { reason: "  " }))).toBe("request.invalid");
    const stale = await makePerson(atrium, place, ["admin"]);
    await atrium.sql.query("update sessions set proven_at = null where account_id = $1", [accountOf(stale)]);
    expect(await codeOf(start(stale, editor))).toBe("auth.step_up_required");
  });

  it("E13: is nothing for a key, neither to begin nor to use", async () => {
    const { key } = await admin.api.apiKeys.create({
      body: { name: "Key", scopes: ["impersonation:start", "users:read"] },
    });
    const program = atrium.api(key);
    expect(
      await codeOf(program.impersonations.start({ params: { id: editor.userId }, body: { reason: "x" } })),
    ).toBe("auth.forbidden");
    const session = await start(admin, editor);
    expect((await asks(key, session.sessionId)).body["code"]).toBe("impersonation.over");
  });

  it("D12: is used by the session that began it and by no other", async () => {
    const { sessionId } = await start(admin, editor);
    for (const token of [boss.token, editor.token]) {
      expect((await asks(token, sessionId)).body["code"]).toBe("impersonation.over");
    }
    expect(
      (await send(atrium.url, { path: "/api/v1/auth/session", headers: header(sessionId) })).status,
    ).toBe(401);
    for (const made of ["ses_", "nonsense", boss.userId, atrium.newId()]) {
      expect((await asks(admin.token, made)).body["code"]).toBe("impersonation.over");
    }
    expect((await asks(admin.token, sessionId)).status).toBe(200);
  });

  describe("D12: what nobody does in another's name", () => {
    it("every write is refused while one may only look, and every act that is the person's alone always", async () => {
      const other = await makePerson(atrium, place, ["admin"]);
      const look = await start(admin, other);
      const write = await start(admin, other, { write: true });
      const refused: string[] = [];
      const changed: string[] = [];
      for (const { contract } of atrium.app.operations) {
        // What another site's page posts comes from nobody, whatever its headers say.
        if (contract.inImpersonation === true || contract.form !== undefined) continue;
        const sample = sampleOf(contract, atrium.newId());
        const as = (sessionId: string) =>
          send(atrium.url, {
            ...sample,
            token: admin.token,
            headers: { ...sample.headers, ...header(sessionId) },
          });
        const code = (await as(look.sessionId)).body["code"];
        const with_ = (await as(write.sessionId)).body["code"];
        const isNo = (given: unknown) => given === "impersonation.refused";
        expect(isNo(code), contract.id).toBe(isNo(with_));
        if (isNo(code)) refused.push(contract.id);
        else if (contract.kind === "write") {
          expect(code, contract.id).toBe("impersonation.read_only");
          if (with_ !== "auth.forbidden") changed.push(contract.id);
        }
      }
      for (const id of [
        "accounts.changePassword", "accounts.get", "sessions.stepUp", "sessions.list", "sessions.end", "factors.beginTotp",
        "passkeys.add", "emails.add", "apiKeys.create", "users.assignRole", "grants.create", "roles.update",
        "users.endSessions", "users.resetFactors", "recoveries.send", "policies.update", "invitations.create",
        "identities.link", "sessions.create", "registrations.create", "invitations.accept",
      ]) expect(refused).toContain(id); // prettier-ignore
      expect(changed).toEqual(expect.arrayContaining(["users.update", "users.create", "groups.create"]));
    });

    it("a role cannot be given along with something else", async () => {
      const other = await makePerson(atrium, place, ["admin"]);
      const { api } = await actingAs(atrium, admin, other, { write: true });
      expect(
        await codeOf(api.users.create({ body: { email: "sly@example.com", roles: ["admin"] } })),
      ).not.toBe("done");
    });

    it("C10: a second factor that the organization wants of the person is wanted of the actor", async () => {
      const house = await makeOrganization(owner);
      const first = await makePerson(atrium, house, ["admin"]);
      const clerk = await makePerson(atrium, house, ["editor"]);
      const { sessionId } = await start(first, clerk);
      await atrium.sql.query(
        `insert into sign_in_policies (organization_id, settings, updated_at, version)
         values ($1, '{"mfa": {"mode": "required", "roles": ["editor"]}}', now(), 1)`,
        [house.uuid],
      );
      // A node that has not remembered the rules of before.
      const beside = await startTestAtrium({ beside: atrium });
      try {
        const headers = header(sessionId);
        const listed = await send(beside.url, { path: "/api/v1/users", token: first.token, headers });
        expect(listed.body["code"]).toBe("auth.factor_required");
        const begun = beside.api(first.token).impersonations.start({
          params: { id: clerk.userId },
          body: { reason: "Again" },
        });
        expect(await codeOf(begun)).toBe("auth.factor_required");
      } finally {
        await beside.close();
      }
    });
  });

  describe("is over at once", () => {
    async function running(options: { write?: boolean } = {}) {
      const actor = await makePerson(atrium, place, ["admin"]);
      const subject = await makePerson(atrium, place, ["editor"]);
      const { api, session } = await actingAs(atrium, actor, subject, options);
      expect(await codeOf(api.users.list())).toBe("done");
      return { actor, subject, api, session };
    }

    it("for live updates too, whoever's rights it was that ended", async () => {
      const live = (actor: Person, session: string) =>
        io(atrium.url, {
          path: "/api/v1/live",
          transports: ["websocket"],
          reconnection: false,
          auth: { token: actor.token, organization: place.id, impersonation: session },
        });
      const ends = [
        (all: Awaited<ReturnType<typeof running>>) => all.api.impersonations.end(),
        ({ actor }: Awaited<ReturnType<typeof running>>) => actor.api.sessions.end(),
        ({ actor }: Awaited<ReturnType<typeof running>>) =>
          boss.api.users.removeRole({ params: { id: actor.userId, role: "admin" } }),
        ({ subject }: Awaited<ReturnType<typeof running>>) =>
          boss.api.users.setStatus({ params: { id: subject.userId }, body: { status: "suspended" } }),
      ];
      for (const end of ends) {
        const all = await running();
        const socket = live(all.actor, all.session.sessionId);
        await new Promise<void>((resolve, reject) => {
          socket.on("connect", resolve);
          socket.on("connect_error", reject);
        });
        const gone = new Promise((resolve) => socket.on("disconnect", resolve));
        await end(all);
        expect(await gone).toBe("io server disconnect");
        const again = live(all.actor, all.session.sessionId);
        const refused = new Promise((resolve) => again.on("connect_error", resolve));
        expect(await refused).toBeInstanceOf(Error);
        again.disconnect();
      }
    });

    it("when the actor's own session ends", async () => {
      const { actor, api } = await running();
      await boss.api.users.endSessions({ params: { id: actor.userId } });
      expect(await codeOf(api.users.list())).toBe("impersonation.over");
    });

    it("when the actor loses the right, and it does not come back with it", async () => {
      const { actor, api } = await running();
      await boss.api.users.removeRole({ params: { id: actor.userId, role: "admin" } });
      expect(await codeOf(api.users.list())).toBe("impersonation.over");
      await boss.api.users.assignRole({ params: { id: actor.userId }, body: { role: "admin" } });
      expect(await codeOf(actor.api.users.list())).toBe("done");
      expect(await codeOf(api.users.list())).toBe("impersonation.over");
    });

    it("when the actor or the person is suspended", async () => {
      for (const who of ["actor", "subject"] as const) {
        const all = await running();
        const params = { id: all[who].userId };
        await boss.api.users.setStatus({ params, body: { status: "suspended" } });
        expect(await codeOf(all.api.users.list())).toBe("impersonation.over");
      }
    });

    it("when the person comes to hold what the actor lacks", async () => {
      const { subject, api } = await running();
      await boss.api.users.assignRole({ params: { id: subject.userId }, body: { role: "super-admin" } });
      expect(await codeOf(api.users.list())).toBe("impersonation.over");
    });

    it("when the actor, the person or an admin ends it", async () => {
      const ends = [
        ({ api }: Awaited<ReturnType<typeof running>>) => api.impersonations.end(),
        ({ subject, session }: Awaited<ReturnType<typeof running>>) =>
          subject.api.sessions.endOne({ params: { id: session.sessionId } }),
        ({ subject, session }: Awaited<ReturnType<typeof running>>) =>
          boss.api.users.endSession({ params: { id: subject.userId, session: session.sessionId } }),
      ];
      for (const end of ends) {
        const all = await running();
        await end(all);
        expect(await codeOf(all.api.users.list())).toBe("impersonation.over");
        expect(await codeOf(all.actor.api.users.list())).toBe("done");
        expect(await codeOf(all.subject.api.users.list())).toBe("done");
      }
      expect(await codeOf(admin.api.impersonations.end())).toBe("resource.not_found");
    });
  });

  it("D12: ends after fifteen minutes, whatever is done meanwhile, and that is told", async () => {
    const clock = fixedClock("2026-05-04T10:00:00Z");
    const late = await startTestAtrium({ clock, beside: atrium, jobs: true });
    try {
      const actor = await makePerson(late, place, ["admin"]);
      const subject = await makePerson(late, place, ["editor"]);
      const { api, session } = await actingAs(late, actor, subject);
      expect(session.expiresAt.replace("+00", "Z")).toContain("2026-05-04T10:15:00");
      clock.advance(14 * 60_000);
      expect(await codeOf(api.users.list())).toBe("done");
      clock.advance(61_000);
      expect(await codeOf(api.users.list())).toBe("impersonation.over");
      const told = async () => {
        const { rows } = await late.sql.query<{ data: object }>(
          "select actor_type, data from events where name = 'impersonation.ended' and target_id = $1",
          [subject.uuid],
        );
        return rows;
      };
      const data = { reason: "expired", actor: actor.email, session: session.sessionId };
      // Schedules go by the database's clock, which nobody sets here.
      await late.sql.query(
        "update job_schedules set next_run_at = now() where kind = 'impersonations.tell_ends'",
      );
      await late.app.jobs.idle();
      expect(await told()).toEqual([{ actor_type: "system", data }]);
    } finally {
      await late.close();
    }
  });

  it("D12: both stand on every event, in the person's own activity, and the person is told and sees it", async () => {
    const actor = await makePerson(atrium, place, ["admin"]);
    const subject = await makePerson(atrium, place, ["manager"]);
    const { api, session } = await actingAs(atrium, actor, subject, { write: true, reason: "Ticket 9" });
    const made = await api.users.create({ body: { email: "made.for@example.com" } });
    await codeOf(api.roles.delete({ params: { slug: "user" } }, { version: 1 }));
    await api.impersonations.end();
    const { items } = await boss.api.users.listActivity({ params: { id: subject.userId } });
    const both = { actor: { id: actor.userId }, onBehalfOf: { id: subject.userId, name: subject.email } };
    expect(items.slice(0, 4)).toMatchObject([
      { name: "impersonation.ended", ...both },
      { name: "access.denied", ...both },
      { name: "user.created", target: { id: made.id }, ...both },
      { name: "impersonation.started", actor: { id: actor.userId }, reason: "Ticket 9" },
    ]);
    const { rows } = await atrium.sql.query<{ template: string }>(
      "select template from messages where recipient = $1",
      [subject.email],
    );
    expect(rows.map(({ template }) => template)).toEqual(["impersonation_started"]);
    const again = await start(admin, subject, { reason: "Ticket 10" });
    const shown = (await subject.api.sessions.list()).items.find(({ id }) => id === again.sessionId);
    expect(shown).toMatchObject({
      kind: "impersonation",
      impersonatedBy: { id: admin.userId, reason: "Ticket 10", writes: false },
    });
    expect(session.sessionId).not.toBe(again.sessionId);
    expect(await boss.api.audit.verify()).toMatchObject({ valid: true });
  });

  it("keeps an idempotency key apart from the person's own", async () => {
    const subject = await makePerson(atrium, place, ["manager"]);
    const idempotencyKey = atrium.newId();
    const body = { email: `${atrium.newId()}@example.com` };
    await subject.api.users.create({ body }, { idempotencyKey });
    const { api } = await actingAs(atrium, admin, subject, { write: true });
    expect(await codeOf(api.users.create({ body }, { idempotencyKey }))).toBe("user.email_taken");
  });
});
