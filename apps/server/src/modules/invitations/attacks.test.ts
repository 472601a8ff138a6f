import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MailMessage } from "#kernel/mail";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import { messagesTo } from "../../testing/messages.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  type Person,
  type Place,
} from "../../testing/people.ts";
import { recordedBy } from "../../testing/recorded.ts";
import { codeOf } from "../../testing/refusals.ts";
import { send, type Got } from "../../testing/wire.ts";

const chosen = "my very own long sentence";
const path = "/api/v1/auth/accept-invitation";

describe("attacks on invitations", () => {
  let atrium: Atrium;
  let owner: Person;
  let place: Place;
  let admin: Person;
  let elsewhere: Place;
  let stranger: Person;
  let made = 0;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    ({ owner } = await setUpPlatform(atrium));
    place = await makeOrganization(owner);
    admin = await makePerson(atrium, place, ["admin"]);
    elsewhere = await makeOrganization(owner);
    stranger = await makePerson(atrium, elsewhere, ["super-admin"]);
  });
  afterAll(() => atrium.close());

  const somebody = (): string => `eve${++made}@x.test`;
  const tokenFor = async (email: string): Promise<string> => {
    const mails = await messagesTo(atrium, email);
    return String(mails.findLast(({ template }) => template === "invitation")?.data["token"]);
  };
  const invited = async (email = somebody(), by = admin) => {
    const { id } = await by.api.invitations.create({ body: { email, roles: ["user"] } });
    return { email, id, params: { id }, token: await tokenFor(email) };
  };
  const accept = (body: Record<string, unknown>, extra: { token?: string; headers?: Record<string, string> } = {}) =>
    send(atrium.url, { method: "POST", path, body, ...extra }); // prettier-ignore
  const codes = (got: Got) => [got.status, got.body["code"]];

  it("A10: opening the link in the mail, or looking at it, uses nothing up", async () => {
    const { token } = await invited();
    for (const method of ["GET", "HEAD", "GET", "HEAD"]) {
      await send(atrium.url, { method, path: `/auth/invitation?token=${token}` });
      const api = await send(atrium.url, { method, path: `${path}?token=${token}` });
      expect([404, 405]).toContain(api.status);
      expect(api.headers["set-cookie"]).toBeUndefined();
      await atrium.api().invitations.look({ body: { token } });
    }
    expect((await accept({ token, password: chosen })).status).toBe(200);
  });

  it("A12: an invitation's answer does not tell whether the address has an account somewhere", async () => {
    const known = await makePerson(atrium, elsewhere, ["user"]);
    const suspended = await makePerson(atrium, elsewhere, ["user"], { status: "suspended" });
    const answers: unknown[] = [];
    for (const email of [somebody(), known.email, suspended.email]) {
      const got = await send(atrium.url, {
        method: "POST", path: "/api/v1/invitations", token: admin.token, body: { email, roles: ["user"] },
      }); // prettier-ignore
      const { date: _d, "x-request-id": _r, ratelimit: _l, etag: _e, ...headers } = got.headers;
      const { id: _i, sentAt: _s, createdAt: _c, updatedAt: _u, expiresAt: _x, ...body } = got.body;
      answers.push({
        status: got.status,
        headers: { ...headers, "content-length": "" },
        body: { ...body, email: "" },
      });
    }
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });

  it("A12: tokens that are nothing, used up, taken back or expired get the very same answer", async () => {
    const used = await invited();
    await accept({ token: used.token, password: chosen });
    const revoked = await invited();
    await admin.api.invitations.revoke({ params: revoked.params });
    const expired = await invited();
    await atrium.sql.query("update invitations set expires_at = now() where email = $1", [expired.email]);
    const tokens = ["x", "A".repeat(32), used.token, revoked.token, expired.token];
    for (const path of ["/api/v1/auth/invitation", "/api/v1/auth/accept-invitation"]) {
      const seen = new Set<string>();
      for (const token of tokens) {
        const got = await send(atrium.url, { method: "POST", path, body: { token } });
        expect(codes(got)).toEqual([410, "link.invalid"]);
        seen.add(JSON.stringify({ ...got.body, requestId: "" }));
      }
      expect(seen.size).toBe(1);
    }
  });

  it("B02: the mail leads to the public origin, whatever host the request named", async () => {
    const mails: MailMessage[] = [];
    const mailer = {
      async send(message: MailMessage) {
        mails.push(message);
        return { messageId: "" };
      },
      verify: async () => undefined,
      close: async () => undefined,
    };
    const publicUrl = new URL("https://people.example");
    const node = await startTestAtrium({ jobs: true, publicUrl, parts: { mailer } });
    try {
      const { owner: boss } = await setUpPlatform(node);
      const hostile = [
        { host: "evil.test" }, { "x-forwarded-host": "evil.test" }, { "x-forwarded-proto": "http" },
        { forwarded: "host=evil.test;proto=http" }, { "x-original-host": "evil.test" }, { "x-original-url": "//evil.test" },
      ] as const; // prettier-ignore
      let accepted = 0;
      for (const headers of hostile) {
        const got = await send(node.url, {
          method: "POST", path: "/api/v1/invitations", token: boss.token, headers, body: { email: somebody() },
        }); // prettier-ignore
        expect([201, 421]).toContain(got.status);
        if (got.status === 201) accepted++;
      }
      expect(accepted).toBe(hostile.length - 1);
      while (mails.length < accepted) await new Promise((resolve) => setTimeout(resolve, 10));
      for (const { text, html = "" } of mails) {
        expect(text).toContain("https://people.example/auth/invitation?token=");
        expect(text + html).not.toMatch(/evil|http:\/\//);
      }
    } finally {
      await node.close();
    }
  });

  it("B04: neither the database nor a log of events holds the link", async () => {
    const { email, token } = await invited();
    await atrium.sql.query("delete from messages where recipient = $1", [email]);
    for (const table of ["invitations", "proofs", "messages", "jobs", "events"]) {
      const { rows } = await atrium.sql.query(`select 1 from ${table} t where t::text like '%' || $1 || '%'`, [token]);
      expect(rows, table).toEqual([]);
    } // prettier-ignore
  });

  describe("B11: only the proven owner of the address accepts, once, with the invited role", () => {
    it("not another account that is signed in", async () => {
      const unknown = await invited();
      const member = await makePerson(atrium, elsewhere, ["user"]);
      const known = await invited(member.email);
      for (const { token } of [unknown, known]) {
        const got = await accept({ token, password: chosen }, { token: stranger.token });
        expect(codes(got)).toEqual([403, "invitation.wrong_address"]);
      }
      expect(codes(await accept({ token: known.token, password: chosen }))).toEqual([401, "auth.required"]);
      expect((await accept({ token: known.token }, { token: member.token })).status).toBe(200);
    });

    it("not a session of an account that only claims the address", async () => {
      const { email, token } = await invited();
      await atrium.sql.query(
        `insert into account_emails (account_id, email, created_at)
         select account_id, $1, now() from users where id = $2`,
        [email, stranger.uuid],
      );
      const got = await accept({ token, password: chosen }, { token: stranger.token });
      expect(codes(got)).toEqual([403, "invitation.wrong_address"]);
      // The claim does not keep the owner out either, and is gone once it is disproven.
      expect((await accept({ token, password: chosen })).status).toBe(200);
      expect((await stranger.api.accounts.get()).emails.map((each) => each.email)).not.toContain(email);
    });

    it("whatever the body says of address, role or organization", async () => {
      const { email, token } = await invited();
      for (const extra of [
        { email: "other@x.test" }, { roles: ["super-admin"] }, { role: "super-admin" }, { organizationId: elsewhere.id },
        { organization: elsewhere.id }, { userId: admin.userId }, { status: "active" }, { emailVerified: true },
      ]) {
        const got = await accept({ token, password: chosen, ...extra });
        expect(codes(got), JSON.stringify(extra)).toEqual([400, "request.invalid"]);
      } // prettier-ignore
      const got = await accept(
        { token, password: chosen },
        { headers: { "atrium-organization": elsewhere.id, "x-organization-id": elsewhere.id } },
      );
      expect(got.body).toMatchObject({ email, organization: { id: place.id } });
      const { rows } = await atrium.sql.query("select organization_id, roles from users where email = $1", [
        email,
      ]);
      expect(rows).toEqual([{ organization_id: place.uuid, roles: ["user"] }]);
    });

    it("not in the other organization of who accepts, which is the one acted in", async () => {
      const member = await makePerson(atrium, elsewhere, ["super-admin"]);
      const { token } = await invited(member.email);
      const [got, events] = await recordedBy(atrium, () =>
        accept({ token }, { token: member.token, headers: { "atrium-organization": elsewhere.id } }),
      );
      expect(got.body).toMatchObject({ organization: { id: place.id }, next: "done" });
      expect(new Set(events.map(({ organization }) => organization))).toEqual(new Set([place.uuid]));
      const { items } = await stranger.api.users.list({ query: { q: `email:${member.email}` } });
      expect(items).toMatchObject([{ roles: ["super-admin"] }]);
    });

    it("not after it was taken back, nor after its time", async () => {
      const revoked = await invited();
      await admin.api.invitations.revoke({ params: revoked.params });
      expect(codes(await accept({ token: revoked.token, password: chosen }))).toEqual([410, "link.invalid"]);
      const expired = await invited();
      await atrium.sql.query("update proofs set expires_at = now() - interval '1 second' where email = $1", [
        expired.email,
      ]);
      expect(codes(await accept({ token: expired.token, password: chosen }))).toEqual([410, "link.invalid"]);
    });

    it("nor twice: of twenty at once one gets in", async () => {
      const { email, token } = await invited();
      const [got, events] = await recordedBy(atrium, () =>
        Promise.all(Array.from({ length: 20 }, (_, n) => accept({ token, password: `${chosen} ${n}` }))),
      );
      expect(got.filter(({ status }) => status === 200)).toHaveLength(1);
      for (const each of got) {
        // Who comes while the hashing is full, or after the account is made, is told so.
        expect([200, 401, 410, 503], each.text).toContain(each.status);
      }
      expect(events.filter(({ name }) => name === "invitation.accepted")).toHaveLength(1);
      const { rows } = await atrium.sql.query("select 1 from users where email = $1", [email]);
      expect(rows).toHaveLength(1);
      const { rows: accounts } = await atrium.sql.query("select 1 from account_emails where email = $1", [email]);
      expect(accounts).toHaveLength(1);
    }); // prettier-ignore
  });

  it("B13: invitations of another organization are not there", async () => {
    const { id, email, token } = await invited();
    const params = { id };
    const { invitations } = stranger.api;
    expect((await invitations.list({ query: { q: `email:${email}` } })).items).toEqual([]);
    expect((await invitations.list()).items.map((item) => item.id)).not.toContain(id);
    expect(await codeOf(invitations.get({ params }))).toBe("resource.not_found");
    expect(await codeOf(invitations.resend({ params }))).toBe("resource.not_found");
    expect(await codeOf(invitations.revoke({ params }))).toBe("resource.not_found");
    expect(await admin.api.invitations.get({ params })).toMatchObject({
      state: "open",
      resent: 0,
      version: 1,
    });
    expect((await accept({ token, password: chosen })).status).toBe(200);
  });

  describe("B14: a person without a way in gets one by the mailed proof alone", () => {
    const imported = async () => {
      const email = somebody();
      const user = await admin.api.users.create({ body: { email, roles: ["editor"] } });
      return { email, user, params: { id: user.id } };
    };

    it("and keeps what they hold", async () => {
      const { email, user, params } = await imported();
      await admin.api.invitations.createForUser({ params });
      const token = await tokenFor(email);
      expect((await accept({ token, password: chosen })).body).toMatchObject({ userId: user.id });
      expect(await admin.api.users.get({ params })).toMatchObject({ status: "active", roles: ["editor"], emailVerified: true });
      expect(await codeOf(atrium.api().sessions.create({ body: { email, password: chosen } }))).toBe("done");
      expect(await codeOf(admin.api.invitations.createForUser({ params }))).toBe("invitation.member_exists");
    }); // prettier-ignore

    it("not by their id, their address or a forged cookie", async () => {
      const { email, user, params } = await imported();
      await admin.api.invitations.createForUser({ params });
      for (const token of [user.id, email, "A".repeat(32)]) {
        const headers = { cookie: "__Host-atrium=" + "A".repeat(43), origin: atrium.url };
        const got = await accept({ token, password: chosen }, { headers });
        expect(codes(got)).toEqual([410, "link.invalid"]);
      }
      const login = atrium.api().sessions.create({ body: { email, password: chosen } });
      expect(await codeOf(login)).toBe("auth.invalid_credentials");
      expect((await admin.api.users.get({ params })).accountId).toBeNull();
    });

    it("not by a mail that went to an address which is the person's no more", async () => {
      const { email, params } = await imported();
      await admin.api.invitations.createForUser({ params });
      await admin.api.users.update({ params, body: { email: somebody() } });
      expect(codes(await accept({ token: await tokenFor(email), password: chosen }))).toEqual([410, "link.invalid"]);
      expect((await admin.api.users.get({ params })).accountId).toBeNull();
    }); // prettier-ignore

    it("and who was imported after the invitation is the person who accepts it", async () => {
      const { email, token } = await invited();
      const user = await admin.api.users.create({ body: { email, roles: ["editor"] } });
      expect((await accept({ token, password: chosen })).body).toMatchObject({ userId: user.id });
      expect((await admin.api.users.get({ params: { id: user.id } })).roles).toEqual(["editor", "user"]);
    });

    it("not by who stands below them", async () => {
      const boss = await makePerson(atrium, place, ["super-admin"]);
      const { id } = await boss.api.users.create({ body: { email: somebody(), roles: ["super-admin"] } });
      expect(await codeOf(admin.api.invitations.createForUser({ params: { id } }))).toBe("user.above_you");
    });
  });
});
