import { dynamicQuery, statement, type Query } from "#kernel/db/statement";
import { flag, text, textArray, textOrNull } from "#kernel/db/values";

// Runs as the system: what is erased belongs to an organization that nobody is in any more.

export const dueForPurge = statement<
  [now: string],
  { id: string; parentId: string | null; name: string; slug: string }
>(
  `select id, parent_id, name, slug from organizations where status = 'deleting' and purge_at <= $1 order by purge_at limit 1`,
  (row) => ({ id: text(row, 0), parentId: textOrNull(row, 1), name: text(row, 2), slug: text(row, 3) }),
);
export const stillDue = statement<[id: string, now: string], boolean>(
  `select true from organizations where id = $1 and status = 'deleting' and purge_at <= $2 for no key update`,
  (row) => flag(row, 0),
);
/** The row stays, so that neither its id nor its slug is ever given to another. */
export const markPurged = statement<[id: string, now: string], string>(
  `update organizations set status = 'deleted', purged_at = $2, updated_at = $2, version = version + 1,
     settings = default, brand_name = null, hue = null, status_reason = null, status_before = null
   where id = $1 returning id`,
  (row) => text(row, 0),
);

/** What keeps the chain of events whole, and what the relay still has to seal. */
const kept = ["organizations", "events", "event_seals", "event_heads", "event_checkpoints", "outbox"];

export type TenantTable = {
  name: string;
  /** Row-level security makes it the organization's; without, the organization is only named in it. */
  owned: boolean;
  required: boolean;
  /** Columns that point at rows of the same table. */
  selfReferences: string[];
  /** Tables that point at this one. */
  pointedAtBy: string[];
};
/** Every table that names an organization in `organization_id`, as the catalog has it today. */
export const tenantTables = statement<[], TenantTable>(
  `select quote_ident(c.relname), c.relrowsecurity, a.attnotnull,
     array(select distinct quote_ident(s.attname) from pg_constraint k
       join pg_attribute s on s.attrelid = c.oid and s.attnum = any(k.conkey)
       where k.conrelid = c.oid and k.confrelid = c.oid and k.contype = 'f' and s.attname <> 'organization_id'
         and not s.attnotnull),
     array(select distinct quote_ident(from_table.relname) from pg_constraint k
       join pg_class from_table on from_table.oid = k.conrelid and not from_table.relispartition
       where k.confrelid = c.oid and k.conrelid <> c.oid and k.contype = 'f')
   from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
   join pg_attribute a on a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped
   where c.relkind in ('r', 'p') and not c.relispartition
     and c.relname <> all(array[${kept.map((name) => `'${name}'`).join(", ")}])
   order by 1`,
  (row) => ({
    name: text(row, 0),
    owned: flag(row, 1),
    required: flag(row, 2),
    selfReferences: textArray(row, 3),
    pointedAtBy: textArray(row, 4),
  }),
);

/** Names come quoted from the catalog; no value is part of the text. */
const batch = (table: string, condition: string): string =>
  `ctid = any(array(select ctid from ${table} where organization_id = $1 and ${condition} limit $2))`;
const counted = (sql: string, id: string, most: number): Query<number> =>
  dynamicQuery(`with touched as (${sql} returning 1) select count(*) from touched`, [id, most], (row) =>
    Number(text(row, 0)),
  );

export const eraseSome = ({ name, owned, required }: TenantTable, id: string, most: number): Query<number> =>
  owned || required
    ? counted(`delete from ${name} where ${batch(name, "true")}`, id, most)
    : counted(`update ${name} set organization_id = null where ${batch(name, "true")}`, id, most);

export const loosenSome = (name: string, column: string, id: string, most: number): Query<number> =>
  counted(`update ${name} set ${column} = null where ${batch(name, `${column} is not null`)}`, id, most);
