import { foldText } from "@atrium/filter";
import type { ClientBase } from "pg";
import type { NewId } from "#kernel/ids";
import { companies, type Company } from "./companies.ts";
import { openOrganization, type Opened, type Run } from "./organization.ts";
import type { Crowd } from "./person.ts";
import { isoTime } from "./write-people.ts";
import { inTransaction } from "./transaction.ts";
import { day } from "./working-time.ts";

/** The platform's organization; made without an owner where nobody has set Atrium up yet. */
export async function ensurePlatform(client: ClientBase, now: Date, newId: NewId): Promise<string> {
  const find = async (): Promise<string | undefined> =>
    (await client.query<{ id: string }>("select id from organizations where platform")).rows[0]?.id;
  const found = await find();
  if (found !== undefined) return found;
  await client.query(
    `insert into organizations (id, slug, name, name_key, platform, created_at, updated_at)
     values ($1, 'atrium', 'Atrium', $2, true, $3, $3) on conflict do nothing`,
    [newId(), foldText("Atrium"), isoTime(now.getTime())],
  );
  const made = await find();
  if (made === undefined) throw new Error("an organization that is not the platform has the slug atrium");
  return made;
}

type Row = {
  id: string;
  created_at: Date;
  owner_id: string | null;
  owner_name: string | null;
  last_number: string;
};

async function find(client: ClientBase, company: Company): Promise<Opened | null> {
  const { rows } = await client.query<Row>(
    `select o.id, o.created_at, owner.id as owner_id, owner.display_name as owner_name,
       (select coalesce(max(substring(u.employee_number from '[0-9]+$')::bigint), 0) from users u
        where u.organization_id = o.id and u.employee_number ~ '^[A-Z]{2}[0-9]{6,12}$') as last_number
     from organizations o
     left join lateral (
       select u.id, u.display_name from users u join grants g on g.organization_id = u.organization_id and g.subject_id = u.id
       join roles r on r.id = g.role_id and r.slug = 'super-admin' and r.organization_id is null
       where u.organization_id = o.id and u.deleted_at is null order by u.created_at limit 1
     ) owner on true
     where o.slug = $1 and not o.platform`,
    [company.slug],
  );
  const [row] = rows;
  if (row === undefined) return null;
  const createdAt = row.created_at.getTime();
  const owner =
    row.owner_id === null ? null : { id: row.owner_id, displayName: row.owner_name ?? "", createdAt };
  return { id: row.id, company, createdAt, owner, isNew: false, lastNumber: Number(row.last_number) };
}

/** The first companies of the list, found or made; a second run adds people to those of the first. */
export async function openForSeed(
  client: ClientBase,
  run: Run,
  from: { parentId: string; organizations: number; address: Crowd["address"] },
): Promise<{ organizations: Opened[]; events: number }> {
  const organizations: Opened[] = [];
  let events = 0;
  const createdAt = run.now - 3 * 365 * day;
  for (const company of companies(from.organizations)) {
    const found = await find(client, company);
    const made =
      found === null
        ? await inTransaction(client, () => openOrganization(client, run, company, { ...from, createdAt }))
        : { opened: found, events: 0 };
    organizations.push(made.opened);
    events += made.events;
  }
  return { organizations, events };
}
