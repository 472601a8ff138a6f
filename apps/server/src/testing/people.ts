import { createClient, type Client } from "@atrium/sdk";
import { formatId, parseId, type SystemRole } from "@atrium/contracts";
import { createPasswordHasher } from "#kernel/password-hash";
import { openKeyRing } from "#kernel/key-ring";
import { createPostgresKeyStore } from "#kernel/key-store-postgres";
import { randomToken, sha256 } from "#kernel/crypto";
import type { Atrium } from "./atrium.ts";
import { testMaster } from "./master.ts";

export const testPassword = "correct horse battery staple";

export type Person = {
  readonly token: string;
  readonly api: Client;
  readonly userId: string;
  readonly uuid: string;
  readonly accountId: string;
  readonly email: string;
};
export type Place = { readonly id: string; readonly uuid: string; readonly slug: string };

/** Sets the platform up as a person would and signs its owner in. */
export async function setUpPlatform(atrium: Atrium): Promise<{ place: Place; owner: Person }> {
  const email = "owner@platform.example";
  await atrium.api().setup.run({ body: { organizationName: "Platform", email, password: testPassword } });
  const info = await atrium.api().sessions.create({ body: { email, password: testPassword, mode: "token" } });
  const { session, token } = info;
  if (session === null || session.organization === null || session.user === null || token === null)
    throw new Error("set-up gave no owner");
  const uuid = parseId("organization", session.organization.organizationId) ?? "";
  const userUuid = parseId("user", session.user.id) ?? "";
  return {
    place: { id: session.organization.organizationId, uuid, slug: session.organization.slug },
    owner: {
      token,
      api: atrium.api(token),
      userId: session.user.id,
      uuid: userUuid,
      accountId: session.account.id,
      email,
    },
  };
}

let made = 0;

export async function makeOrganization(owner: Person, name = `Company ${++made}`): Promise<Place> {
  const slug = `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}-${sha256(randomToken(6)).toString("hex").slice(0, 6)}`;
  const { id } = await owner.api.organizations.create({ body: { name, slug } });
  return { id, uuid: parseId("organization", id) ?? "", slug };
}

/**
 * A person of an organization who is signed in. People get their way in by invitation, which is a later operation;
 * until then the account is made by SQL, with a real password hash only where a test signs in by hand.
 */
export async function makePerson(
  atrium: Atrium,
  place: Place,
  roles: readonly SystemRole[],
  options: { withPassword?: boolean; email?: string; status?: string } = {},
): Promise<Person> {
  const { app, sql, database } = atrium;
  const ids = { account: atrium.newId(), user: atrium.newId(), session: atrium.newId() };
  const email = options.email ?? `person${++made}@people.example`;
  const now = atrium.clock.now();
  const token = app.tokens.issue(
    { sessionId: ids.session, accountId: ids.account, userId: ids.user, organizationId: place.uuid },
    7 * 86_400,
  );
  let hash: string | null = null;
  if (options.withPassword === true) {
    const keys = await openKeyRing({
      master: testMaster,
      store: createPostgresKeyStore(database.exclusive),
      clock: atrium.clock,
    });
    hash = await createPasswordHasher({ pepper: (data, keyId) => keys.digest("pepper", data, keyId) }).hash(
      testPassword,
    );
  }
  await sql.query("begin");
  await sql.query(
    "insert into accounts (id, password_hash, created_at, updated_at) values ($1, $2, $3, $3)",
    [ids.account, hash, now],
  );
  await sql.query(
    "insert into account_emails (account_id, email, is_primary, verified_at, created_at) values ($1, $2, true, $3, $3)",
    [ids.account, email, now],
  );
  await sql.query(
    `insert into users (organization_id, id, account_id, email, email_verified, display_name, name_key, status, created_at, updated_at)
     values ($1, $2, $3, $4, true, $4, $4, $5, $6, $6)`,
    [place.uuid, ids.user, ids.account, email, options.status ?? "active", now],
  );
  await sql.query(
    `insert into grants (organization_id, id, subject_type, subject_id, role_id, scope, source, created_at)
     select $1, gen_random_uuid(), 'user', $2, id, 'organization', 'manual', $4 from roles
     where slug = any($3) and organization_id is null`,
    [place.uuid, ids.user, roles, now],
  );
  await sql.query(
    `insert into sessions (id, account_id, kind, organization_id, created_at, seen_at, proven_at, expires_at)
     values ($1, $2, 'token', $3, $4, $4, $4, $5)`,
    [ids.session, ids.account, place.uuid, now, new Date(now.getTime() + 7 * 86_400_000)],
  );
  await sql.query("commit");
  await app.relay.idle();
  return {
    token,
    api: createClient({ baseUrl: atrium.url, token }),
    userId: formatId("user", ids.user),
    uuid: ids.user,
    accountId: formatId("account", ids.account),
    email,
  };
}
