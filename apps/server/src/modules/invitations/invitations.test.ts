import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import { messagesTo } from "../../testing/messages.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  testPassword,
  type Person,
  type Place,
} from "../../testing/people.ts";
import { recordedBy } from "../../testing/recorded.ts";
import { codeOf, refusal } from "../../testing/refusals.ts";
import { send } from "../../testing/wire.ts";

const chosen = "my very own long sentence";

describe("invitations", () => {
  let atrium: Atrium;
  let owner: Person;
  let place: Place;
  let admin: Person;
  let made = 0;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    ({ owner } = await setUpPlatform(atrium));
    place = await makeOrganization(owner, "Inviting");
    admin = await makePerson(atrium, place, ["admin"]);
  });
  afterAll(() => atrium.close());

  const tokenFor = async (email: string): Promise<string> => {
    const mails = await messagesTo(atrium, email);
    return String(mails.findLast(({ template }) => template === "invitation")?.data["token"]);
  };
  const somebody = (): string => `invited${++made}@x.example`;
  const invite = (email: string, roles: string[] = ["user"], by = admin) =>
    by.api.invitations.create({ body: { email, roles, firstName: "Eve" } });
  const invited = async (email = somebody(), roles: string[] = ["user"], by = admin) => {
    const invitation = await invite(email, roles, by);
    return {
      email,
      invitation,
      params: { id: invitation.id },
      token: await tokenFor(email),
    };
  };
  const accept = (token: string, by = atrium.api(), password: string | undefined = chosen) =>
    by.invitations.accept({ body: password === undefined ? { token } : { token, password } });

  it("is mailed, shown to who has the mail, and accepted with a password that then signs in", async () => {
    const { email, token } = await invited(somebody(), ["editor"]);
    expect(await atrium.api().invitations.look({ body: { token } })).toMatchObject({
      organization: { name: "Inviting", slug: place.slug },
      email,
      inviterName: admin.email,
      next: "make_account",
    });
    const [accepted, events] = await recordedBy(atrium, () => accept(token));
    expect(accepted).toMatchObject({ email, organization: { id: place.id }, next: "sign_in" });
    expect(events.map(({ name }) => name).sort()).toEqual([
      "account.created", "invitation.accepted", "user.created",
    ]); // prettier-ignore
    expect(JSON.stringify(events)).not.toContain(token);
    const person = await admin.api.users.get({ params: { id: accepted.userId } });
    expect(person).toMatchObject({
      email,
      firstName: "Eve",
      status: "active",
      roles: ["editor"],
      emailVerified: true,
    });
    const signedIn = await atrium.api().sessions.create({ body: { email, password: chosen, mode: "token" } });
    expect(signedIn.session?.user?.id).toBe(accepted.userId);
    const { items } = await admin.api.invitations.list({ query: { q: `email:${email}` } });
    expect(items).toMatchObject([{ state: "accepted", acceptedUserId: accepted.userId }]);
  });

  it("records invited, sent again and taken back, each once", async () => {
    const email = somebody();
    const [{ id }, first] = await recordedBy(atrium, () => invite(email));
    const params = { id };
    const [, second] = await recordedBy(atrium, () => admin.api.invitations.resend({ params }));
    const [, third] = await recordedBy(atrium, () => admin.api.invitations.revoke({ params }));
    expect([...first, ...second, ...third].map(({ name, actor }) => [name, actor])).toEqual([
      ["invitation.created", admin.uuid],
      ["invitation.resent", admin.uuid],
      ["invitation.revoked", admin.uuid],
    ]);
    expect(await codeOf(admin.api.invitations.resend({ params }))).toBe("invitation.not_open");
    expect(await codeOf(admin.api.invitations.revoke({ params }))).toBe("invitation.not_open");
  });

  it("lists by page, state and address", async () => {
    const quiet = await makeOrganization(owner);
    const boss = await makePerson(atrium, quiet, ["admin"]);
    const emails = [somebody(), somebody(), somebody()];
    for (const email of emails) await invite(email, ["user"], boss);
    const first = await boss.api.invitations.list({ query: { limit: 2, sort: "email" } });
    expect(first.items.map(({ email }) => email)).toEqual([...emails].sort().slice(0, 2));
    expect(first.total).toBe(3);
    const rest = await boss.api.invitations.list({
      query: { limit: 2, sort: "email", cursor: first.next ?? "" },
    });
    expect(rest.items).toHaveLength(1);
    await boss.api.invitations.revoke({ params: { id: rest.items[0]?.id ?? "" } });
    const open = await boss.api.invitations.list({ query: { q: "state:open" } });
    expect(open.total).toBe(2);
    expect((await boss.api.invitations.list({ query: { q: "status:revoked" } })).items).toHaveLength(1);
  });

  it("refuses an address that is invited already or belongs to a person here", async () => {
    const { email, params } = await invited();
    expect(await codeOf(invite(email.toUpperCase()))).toBe("invitation.exists");
    const member = await makePerson(atrium, place, ["user"]);
    expect(await codeOf(invite(member.email))).toBe("invitation.member_exists");
    await admin.api.invitations.revoke({ params });
    expect(await codeOf(invite(email))).toBe("done");
  });

  it("sends again with a new link that alone is good, also when the first had expired", async () => {
    const { email, token, params } = await invited();
    await atrium.sql.query("update invitations set expires_at = now() - interval '1 hour' where email = $1", [
      email,
    ]);
    expect((await admin.api.invitations.get({ params })).state).toBe("expired");
    expect(await codeOf(accept(token))).toBe("link.invalid");
    expect(await admin.api.invitations.resend({ params })).toMatchObject({ state: "open", resent: 1 });
    const again = await tokenFor(email);
    expect(again).not.toBe(token);
    expect(await codeOf(accept(token))).toBe("link.invalid");
    expect(await codeOf(accept(again))).toBe("done");
  });

  it("makes room for a new invitation when the old one has expired", async () => {
    const { email } = await invited();
    await atrium.sql.query("update invitations set expires_at = now() - interval '1 hour' where email = $1", [
      email,
    ]);
    expect(await codeOf(invite(email))).toBe("done");
  });

  it("asks for a password that will do, and only where an account is to be made", async () => {
    const { token } = await invited();
    expect(await refusal(atrium.api().invitations.accept({ body: { token } }))).toMatchObject({
      code: "request.invalid",
      errors: [{ pointer: "/password" }],
    });
    expect(await codeOf(accept(token, atrium.api(), "short"))).toBe("password.unfit");
    expect(await codeOf(accept(token))).toBe("done");
  });

  it("keeps an organization within its limit of people", async () => {
    const small = await makeOrganization(owner);
    const boss = await makePerson(atrium, small, ["admin"]);
    const one = await invited(somebody(), ["user"], boss);
    const two = await invited(somebody(), ["user"], boss);
    await atrium.sql.query("update organizations set user_limit = 2 where id = $1", [small.uuid]);
    expect(await codeOf(accept(one.token))).toBe("done");
    expect(await codeOf(accept(two.token))).toBe("limit.users");
    expect(await codeOf(invite(somebody(), ["user"], boss))).toBe("limit.users");
    await atrium.sql.query("update organizations set user_limit = null where id = $1", [small.uuid]);
    expect(await codeOf(accept(two.token))).toBe("done");
  });

  it("adds a person who has an account already, when they are signed in to it", async () => {
    const elsewhere = await makePerson(atrium, await makeOrganization(owner), ["user"], {
      withPassword: true,
    });
    const { token } = await invited(elsewhere.email);
    const look = (by = atrium.api()) => by.invitations.look({ body: { token } });
    expect((await look()).next).toBe("sign_in");
    expect((await look(elsewhere.api)).next).toBe("accept");
    expect(await codeOf(accept(token))).toBe("auth.required");
    const accepted = await elsewhere.api.invitations.accept({ body: { token } });
    expect(accepted.next).toBe("done");
    const { memberships } = await elsewhere.api.sessions.current();
    expect(memberships.map(({ organizationId }) => organizationId)).toContain(place.id);
    expect(await codeOf(atrium.api().sessions.create({ body: { email: elsewhere.email, password: testPassword } }))).toBe("done"); // prettier-ignore
  });

  it("takes a deleted person in again, as somebody new", async () => {
    const person = await makePerson(atrium, place, ["user"], { withPassword: true });
    await admin.api.users.delete({ params: { id: person.userId } });
    const { token } = await invited(person.email);
    // Who is nobody anywhere cannot sign in before: the mail is enough, and gives no way in by itself.
    expect(await atrium.api().invitations.look({ body: { token } })).toMatchObject({ next: "accept" });
    const accepted = await atrium.api().invitations.accept({ body: { token, password: chosen } });
    expect(accepted.next).toBe("sign_in");
    const signIn = (password: string) =>
      codeOf(atrium.api().sessions.create({ body: { email: person.email, password } }));
    expect(await signIn(chosen)).toBe("auth.invalid_credentials");
    expect(await signIn(testPassword)).toBe("done");
    expect(accepted.userId).not.toBe(person.userId);
  });

  it("E03: nobody invites to a role above their own, at the invitation or when it is accepted", async () => {
    const manager = await makePerson(atrium, place, ["manager"]);
    for (const role of ["super-admin", "admin", "auditor"]) {
      expect(await codeOf(invite(somebody(), [role], manager)), role).toBe("role.above_you");
    }
    expect(await codeOf(invite(somebody(), ["super-admin"]))).toBe("role.above_you");
    expect(await codeOf(invite(somebody(), ["nobodys-role"]))).toBe("role.unknown");

    const fallen = await makePerson(atrium, place, ["admin"]);
    const { token, email, params } = await invited(somebody(), ["admin"], fallen);
    expect(await codeOf(manager.api.invitations.resend({ params }))).toBe("role.above_you");
    const boss = await makePerson(atrium, place, ["super-admin"]);
    const who = { id: fallen.userId };
    await boss.api.users.assignRole({ params: who, body: { role: "manager" } });
    await boss.api.users.removeRole({ params: { ...who, role: "admin" } });
    expect(await codeOf(accept(token))).toBe("link.invalid");
    const { rows } = await atrium.sql.query("select 1 from account_emails where email = $1", [email]);
    expect(rows).toEqual([]);
    // Whoever holds the right sends it again and stands for it.
    await admin.api.invitations.resend({ params });
    expect(await codeOf(accept(await tokenFor(email)))).toBe("done");
  });

  it("E03: an invitation of somebody suspended since is good for nothing", async () => {
    const inviter = await makePerson(atrium, place, ["admin"]);
    const { token } = await invited(somebody(), ["user"], inviter);
    await admin.api.users.setStatus({ params: { id: inviter.userId }, body: { status: "suspended" } });
    expect(await codeOf(accept(token))).toBe("link.invalid");
  });

  it("lets the platform's owner invite where they look in", async () => {
    const email = somebody();
    const got = await send(atrium.url, {
      method: "POST", path: "/api/v1/invitations", token: owner.token,
      headers: { "atrium-organization": place.id }, body: { email, roles: ["super-admin"] },
    }); // prettier-ignore
    expect(got.status).toBe(201);
    const accepted = await accept(await tokenFor(email));
    const { items } = await admin.api.users.listRoles({ params: { id: accepted.userId } });
    expect(items).toMatchObject([{ slug: "super-admin", scope: "organization", grantedBy: owner.userId }]);
  });

  it("does not flood an address", async () => {
    const { params } = await invited();
    for (let n = 0; n < 4; n++) await admin.api.invitations.resend({ params });
    expect(await codeOf(admin.api.invitations.resend({ params }))).toBe("message.limit_reached");
  });
});
