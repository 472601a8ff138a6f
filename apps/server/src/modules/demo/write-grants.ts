import { randomBytes } from "node:crypto";
import { formatId } from "@atrium/contracts";
import { foldText } from "@atrium/filter";
import type { ClientBase } from "pg";
import { sha256 } from "#kernel/crypto";
import { createRandom, type Random } from "./random.ts";
import { eventFieldsOf, type Story } from "./story.ts";
import { uuidAt } from "./uuid-at.ts";
import { day } from "./working-time.ts";
import type { GroupIds } from "./write-groups.ts";
import { isoTime } from "./write-people.ts";

type Subject = {
  readonly type: "user" | "group" | "service_account";
  readonly id: string;
  readonly name: string;
};
type Gift = {
  readonly to: Subject;
  readonly role?: string;
  readonly permission?: string;
  /** At this group alone. */
  readonly at?: string;
  readonly from?: number;
  readonly until?: number;
  readonly reason: string;
};
type Giving = { story: Story; roles: ReadonlyMap<string, string>; random: Random };

function grantRow(gift: Gift, { story, roles, random }: Giving, when: number) {
  const { to, role, permission, at, from, until, reason } = gift;
  const roleId = role === undefined ? null : roles.get(role);
  if (roleId === undefined) throw new Error(`the role ${role} is missing`);
  return {
    id: uuidAt(when, random),
    subject_type: to.type,
    subject_id: to.id,
    role_id: roleId,
    permission: permission ?? null,
    scope: at === undefined ? "organization" : "group",
    scope_id: at ?? null,
    valid_from: from === undefined ? null : isoTime(from),
    valid_until: until === undefined ? null : isoTime(until),
    granted_by: story.organization.owner?.id ?? null,
    reason,
  };
}

/** All in one statement: the table's trigger looks at everybody concerned once. */
async function give(client: ClientBase, giving: Giving, gifts: readonly Gift[]): Promise<void> {
  const { story } = giving;
  const when = Math.floor(story.begin + day / 12);
  const rows = gifts.map((gift) => ({ gift, row: grantRow(gift, giving, when) }));
  const made = await client.query<{ id: string }>(
    `insert into grants (organization_id, id, subject_type, subject_id, role_id, permission, scope, scope_id, valid_from,
       valid_until, granted_by, reason, source, created_at)
     select $1, g.id, g.subject_type, g.subject_id, g.role_id, g.permission, g.scope, g.scope_id, g.valid_from,
       g.valid_until, g.granted_by, g.reason, 'manual', $3
     from jsonb_to_recordset($2) as g (id uuid, subject_type text, subject_id uuid, role_id uuid, permission text,
       scope text, scope_id uuid, valid_from timestamptz, valid_until timestamptz, granted_by uuid, reason text)
     on conflict do nothing returning id`,
    [story.organization.id, JSON.stringify(rows.map(({ row }) => row)), isoTime(when)],
  );
  const stored = new Set(made.rows.map(({ id }) => id));
  for (const { gift, row } of rows) {
    if (!stored.has(row.id)) continue;
    const { to, role, permission, at, reason } = gift;
    const scope = at === undefined ? "organization" : `group:${formatId("group", at)}`;
    const changes = eventFieldsOf(role === undefined ? { permission: permission ?? null } : { role });
    const data = {
      grant: formatId("grant", row.id), scope, validFrom: row.valid_from, validUntil: row.valid_until,
    }; // prettier-ignore
    const target = { type: to.type, id: to.id, name: to.name };
    story.tell(when, { name: "grant.given", target, changes, reason, data });
  }
}

type Head = { id: string; name: string; group: string };

/** Who leads the department of a group: those right below the owner. */
async function headsOf(client: ClientBase, { organization }: Story): Promise<Head[]> {
  const { rows } = await client.query<Head>(
    `select u.id, u.display_name as name, g.id as group from users u
     join groups g on g.organization_id = u.organization_id and g.name = u.department and g.parent_id is null
       and g.deleted_at is null
     where u.organization_id = $1 and u.manager_id = $2 and u.status = 'active' and u.deleted_at is null order by u.id`,
    [organization.id, organization.owner?.id ?? null],
  );
  return rows;
}

/** A program with a key that nobody can call with: its secret is thrown away as soon as it is made. */
async function makeProgram(client: ClientBase, story: Story, random: Random): Promise<Subject | null> {
  const { organization, run, begin } = story;
  const name = "Payroll export";
  const at = Math.floor(begin + day / 10);
  const account = uuidAt(at, random);
  const key = uuidAt(at, random);
  const by = organization.owner?.id ?? null;
  const made = await client.query(
    `insert into service_accounts (organization_id, id, name, name_key, description, created_at, created_by, updated_at,
       updated_by)
     values ($1, $2, $3, $4, 'Reads who is paid by whom, once a month', $5, $6, $5, $6) on conflict do nothing`,
    [organization.id, account, name, foldText(name), isoTime(at), by],
  );
  if (made.rowCount !== 1) return null;
  await client.query(
    `insert into api_keys (organization_id, id, service_account_id, name, name_key, scopes, digest, expires_at, created_at,
       updated_at, created_by)
     values ($1, $2, $3, 'Payroll', 'payroll', '{users:read}', $4, $5, $6, $6, $7)`,
    [organization.id, key, account, sha256(randomBytes(32)), isoTime(run.now + 180 * day), isoTime(at), by],
  );
  const target = { type: "service_account", id: account, name };
  story.tell(at, { name: "service_account.created", target, changes: eventFieldsOf({ name }) });
  return { type: "service_account", id: account, name };
}

/** Rights of every kind: over groups, at one group alone, for a time, for a program. */
export async function writeGrants(
  client: ClientBase,
  story: Story,
  held: { roles: ReadonlyMap<string, string>; groups: GroupIds },
): Promise<void> {
  const { organization, run } = story;
  const { roles, groups } = held;
  const random = createRandom(run.seed, organization.company.slug, "grants");
  const giving: Giving = { story, roles, random };
  const group = (slug: string, name: string): Subject[] => {
    const id = groups.get(slug);
    return id === undefined ? [] : [{ type: "group", id, name }];
  };
  const heads = await headsOf(client, story);
  const [audited, waiting] = heads;
  const program = await makeProgram(client, story, random);
  const gifts: Gift[] = [
    ...group("finance", "Finance").map((to) => ({ to, role: "auditor", reason: "Looks after the books" })),
    ...group("people", "People").map((to) => ({ to, role: "manager", reason: "Brings people in" })),
    ...group("engineering", "Engineering").map((to) => ({
      to,
      permission: "api_keys:read",
      reason: "Sees which keys its programs use",
    })),
    ...group("information-technology-service-desk", "Service Desk").map((to) => ({
      to,
      role: "service-desk",
      reason: "Answers who cannot get in",
    })),
    ...heads.map(({ id, name, group: at }) => ({
      to: { type: "user", id, name } as const,
      role: "department-head",
      at,
      reason: "Leads the department",
    })),
    ...(audited === undefined ? [] : [{ to: { type: "user", ...audited } as const, role: "auditor", from: run.now - 3 * day, until: run.now + 18 * day, reason: "The yearly audit" }]),
    ...(waiting === undefined ? [] : [{ to: { type: "user", ...waiting } as const, permission: "sessions:end", from: run.now + 7 * day, until: run.now + 21 * day, reason: "Stands in for the service desk" }]),
    ...(program === null ? [] : [{ to: program, permission: "users:read", reason: "Reads people for the payroll" }]),
  ]; // prettier-ignore
  await give(client, giving, gifts);
}
