import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseId } from "@atrium/contracts";
import { dynamicQuery } from "#kernel/db/statement";
import { startTestAtrium, type Atrium } from "../src/testing/atrium.ts";
import { furnishApprovals } from "./deeds/approvals.ts";
import { furnishConnections } from "./deeds/connections.ts";
import { furnishTransfers } from "./deeds/transfers.ts";
import { furnishImports } from "./deeds/imports.ts";
import { furnishLifecycle } from "./deeds/lifecycle.ts";
import { furnishOnboarding } from "./deeds/onboarding.ts";
import { furnishReviews } from "./deeds/reviews.ts";
import { furnishOrganization } from "./deeds/organization-tree.ts";
import { makeOrganization, makePerson, setUpPlatform, type Place } from "../src/testing/people.ts";

/** What every organization may see although it is nobody's own. */
const shared: Readonly<Record<string, string>> = { roles: "organization_id is null or template" };
const denied = "42501";

/**
 * The second wall alone: SQL without any filter of the application, under the login that serves tenants. What comes
 * through here would come through in every operation that forgets a condition.
 */
describe("F12: row-level security lets nothing of another organization through", () => {
  let atrium: Atrium;
  let mine: Place;
  let theirs: Place;
  const tables: { name: string; owner: string }[] = [];

  beforeAll(async () => {
    atrium = await startTestAtrium();
    const { owner } = await setUpPlatform(atrium);
    [mine, theirs] = [await makeOrganization(owner), await makeOrganization(owner)];
    for (const place of [mine, theirs]) await furnish(place);
    // Nobody takes out of the outbox what the walk wants to find there.
    await atrium.app.relay.stop();
    await atrium.sql.query(
      `insert into outbox (organization_id, event_id, name, target_type, digest)
       select organization_id, gen_random_uuid(), 'user.created', 'user', '' from event_heads`,
    );
    const { rows } = await atrium.sql.query<{ name: string; owner: string }>(
      `select c.relname as name, case c.relname when 'organizations' then 'id' else 'organization_id' end as owner
       from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
       where c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition and (c.relname = 'organizations'
         or exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'organization_id'))
       order by 1`,
    );
    // An account's sessions and the tickets to them name an organization but belong to nobody's: the login may not touch them at all.
    tables.push(...rows.filter(({ name }) => name !== "sessions" && name !== "sign_in_tickets"));
  });
  afterAll(() => atrium.close());

  /** At least one row in every table of a tenant. */
  async function furnish(place: Place): Promise<void> {
    const admin = await makePerson(atrium, place, ["admin"]);
    const { id } = await admin.api.users.create(
      { body: { email: "furniture@example.com" } },
      { idempotencyKey: "furniture" },
    );
    await admin.api.users.update({ params: { id }, body: { title: "Chair" } });
    await atrium.app.relay.idle();
    const { sql } = atrium;
    await sql.query(
      "insert into jobs (organization_id, id, kind, run_at, created_at) values ($1, gen_random_uuid(), 'demo.create', now() + interval '1 year', now())",
      [place.uuid],
    );
    await sql.query(
      "insert into roles (id, organization_id, slug, name, created_at, updated_at) values (gen_random_uuid(), $1, 'own', 'Own', now(), now())",
      [place.uuid],
    );
    await sql.query(
      `insert into messages (organization_id, id, channel, recipient, template, locale, sealed, created_at)
       values ($1, gen_random_uuid(), 'mail', 'furniture@example.com', 'welcome', 'en', 'x', now())`,
      [place.uuid],
    );
    await sql.query(
      `insert into proofs (id, digest, purpose, organization_id, email, created_at, expires_at)
       values (gen_random_uuid(), sha256(gen_random_uuid()::text::bytea), 'invitation', $1, 'furniture@example.com', now(), now() + interval '1 day')`,
      [place.uuid],
    );
    await sql.query(
      `insert into security_events (organization_id, id, kind, severity, subject, reasons, raised_at, last_at)
       values ($1, gen_random_uuid(), 'spray', 'high', 'many addresses', '{}', now(), now())`,
      [place.uuid],
    );
    await sql.query(
      `insert into login_attempts (id, at, organization_id, method, outcome)
       values (gen_random_uuid(), now(), $1, 'password', 'refused')`,
      [place.uuid],
    );
    await admin.api.roles.create({ body: { slug: "furniture", name: "Furniture", inherits: ["user"] } });
    const group = await admin.api.groups.create({ body: { name: "Furniture" } });
    await admin.api.groups.addMembers({ params: { id: group.id }, body: { userIds: [id] } });
    await admin.api.attributes.create({
      body: { key: "furniture", name: "Furniture", type: "text", indexed: true },
    });
    await admin.api.users.create({
      body: { email: "indexed@example.com", attributes: { furniture: "Chair" } },
    });
    const kept = await admin.api.segments.create({ body: { slug: "furniture", name: "Furniture", q: "a" } });
    await sql.query(
      "insert into segment_members (organization_id, segment_id, user_id) values ($1, $2, $3)",
      [place.uuid, parseId("segment", kept.id), admin.uuid],
    );
    const asked = await admin.api.consentPurposes.create({
      body: { key: "furniture", title: "Furniture", wording: "Furniture" },
    });
    await admin.api.me.answerConsent({ body: { purposeId: asked.id, given: true, wordingVersion: 1 } });
    await furnishLifecycle(atrium, admin, place);
    await furnishOnboarding(admin);
    await admin.api.views.create({ body: { name: "Furniture" } });
    await admin.api.serviceAccounts.create({ body: { name: "Furniture" } });
    await admin.api.apiKeys.create({ body: { name: "Furniture", scopes: ["users:read"] } });
    await sql.query(
      "insert into sign_in_policies (organization_id, settings, updated_at) values ($1, '{}', now())",
      [place.uuid],
    );
    await sql.query(
      `insert into invitations (organization_id, id, email, invited_by, inviter_name, proof_id, sent_at, expires_at, created_at, updated_at)
       values ($1, gen_random_uuid(), 'furniture@example.com', $2, 'Admin', gen_random_uuid(), now(), now() + interval '1 day', now(), now())`,
      [place.uuid, admin.uuid],
    );
    await furnishApprovals({ atrium, place });
    await furnishReviews({ atrium, place });
    await furnishConnections({ atrium, place, accountId: admin.accountId });
    await furnishOrganization({ atrium, place });
    await furnishTransfers(atrium, place, admin);
    await furnishImports({ atrium }, admin, place.uuid);
    await sql.query(
      "insert into event_checkpoints select organization_id, sequence, hash, 'x', now() from event_heads where organization_id = $1",
      [place.uuid],
    );
  }

  const settings = {
    "set to mine": () => mine.uuid,
    "set to none": () => "",
    "set to an id of nobody": () => atrium.newId(),
  };

  async function ask(
    organization: string,
    sql: string,
    values: readonly string[] = [],
  ): Promise<string[] | string> {
    try {
      const reader = atrium.database.forOrganization(organization);
      return await reader.query(dynamicQuery(sql, values, (row) => String(row[0])));
    } catch (cause) {
      const { code } = cause as { code?: string };
      return code ?? String(cause);
    }
  }
  const theirRows = async (table: string, owner: string): Promise<Record<string, unknown>[]> =>
    (
      await atrium.sql.query<{ row: Record<string, unknown> }>(
        `select to_jsonb(t) as row from ${table} t where ${owner} = $1`,
        [theirs.uuid],
      )
    ).rows.map(({ row }) => row);

  /** A generated column takes no value, which would be refused before the policy is asked. */
  const writableColumns = async (table: string): Promise<string[]> =>
    (
      await atrium.sql.query<{ name: string }>(
        `select quote_ident(attname) as name from pg_attribute
         where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
        [table],
      )
    ).rows.map(({ name }) => name);

  it("finds every table that holds something of an organization, and something in each", async () => {
    expect(tables.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["organizations", "users", "grants", "roles", "events", "event_seals", "jobs", "idempotency_keys", "user_counts"]), // prettier-ignore
    );
    for (const { name, owner } of tables) expect(await theirRows(name, owner), name).not.toEqual([]);
  });

  for (const [state, organization] of Object.entries(settings)) {
    it(`with the organization ${state}, no statement reads, writes, moves or removes a foreign row`, async () => {
      for (const { name, owner } of tables) {
        const before = await theirRows(name, owner);
        const me = organization();
        const foreign = me === "" ? "true" : `${owner} is distinct from '${me}'`;
        const except = shared[name] === undefined ? "" : ` and not (${shared[name]})`;
        expect(await ask(me, `select 1 from ${name} where ${foreign}${except}`), `read ${name}`).toSatisfy(
          isNothing,
        );
        expect(
          await ask(me, `select count(*) from ${name} where ${owner} = '${theirs.uuid}'`),
          `count ${name}`,
        ).toSatisfy((found) => found === denied || (Array.isArray(found) && found[0] === "0"));
        const update = `update ${name} set ${owner} = ${owner} where ${owner} = '${theirs.uuid}' returning 1`;
        expect(await ask(me, update), `update ${name}`).toSatisfy(isNothing);
        const all = `delete from ${name} where ${owner} = '${theirs.uuid}' returning 1`;
        expect(await ask(me, all), `delete ${name}`).toSatisfy(isNothing);
        const columns = (await writableColumns(name)).join(", ");
        const insert = `insert into ${name} (${columns}) select ${columns} from jsonb_populate_record(null::${name}, $1::jsonb)`;
        expect(await ask(me, insert, [JSON.stringify(before[0])]), `insert ${name}`).toBe(denied);
        const move = `update ${name} set ${owner} = '${theirs.uuid}' returning 1`;
        expect(await ask(me, move), `move into ${name}`).toSatisfy(isNothing);
        expect(await theirRows(name, owner), name).toEqual(before);
      }
    });
  }

  it("with the organization set to what is no id, nothing is answered at all", async () => {
    for (const { name } of tables) {
      expect(await ask("' or true --", `select 1 from ${name}`), name).toSatisfy(
        (found) => found === "22P02" || found === denied,
      );
    }
  });

  it("one's own rows are there, so that the walk above walked on something", async () => {
    for (const { name, owner } of tables) {
      const found = await ask(mine.uuid, `select count(*) from ${name} where ${owner} = '${mine.uuid}'`);
      expect(found, name).toSatisfy((rows) => rows === denied || Number((rows as string[])[0]) > 0);
    }
  });

  it("tables of the whole platform, and each single month of events, are closed to the tenants' login", async () => {
    const { rows } = await atrium.sql.query<{ name: string }>(
      `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
       where c.relkind in ('r', 'p', 'v', 'm') and c.relname <> all($1)`,
      [tables.map(({ name }) => name)],
    );
    expect(rows.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["accounts", "sessions", "crypto_keys"]),
    );
    for (const { name } of rows) expect(await ask(mine.uuid, `select 1 from ${name}`), name).toBe(denied);
  });

  it("the login owns nothing, is no superuser, passes no wall and makes nothing", async () => {
    const flags =
      "select concat_ws(' ', rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolreplication) from pg_roles where rolname = current_user";
    expect(await ask(mine.uuid, flags)).toEqual(["f f f f f"]);
    expect(
      await ask(
        mine.uuid,
        "select 1 from pg_class c join pg_roles r on r.oid = c.relowner and r.rolname = current_user",
      ),
    ).toEqual([]);
    for (const sql of [
      "create table stolen (id int)",
      "set role postgres",
      "alter table users disable row level security",
      "drop policy tenant on users",
      "set session_replication_role = replica",
      "select pg_read_file('/etc/passwd')",
      "copy users to program 'cat'",
      "set row_security = off; select 1",
      "select 1 from pg_authid",
      "truncate users",
    ]) {
      // prettier-ignore
      expect(await ask(mine.uuid, sql), sql).toSatisfy((found) => typeof found === "string");
    }
  });

  it("no function that runs with its owner's rights can be called by hand", async () => {
    const { rows } = await atrium.sql.query(
      `select p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace and n.nspname = 'public'
       where p.prosecdef and p.prorettype <> 'trigger'::regtype`,
    );
    expect(rows).toEqual([]);
  });
});

function isNothing(found: string[] | string): boolean {
  return found === denied || (Array.isArray(found) && found.length === 0);
}
