import { parseId, userFilterFields } from "@atrium/contracts";
import { beginsWith, type Filterable } from "#kernel/filter-list";
import type { ColumnSpec } from "#kernel/filter-sql";
import type { SortKey } from "#kernel/list";

export const userSortKeys: Readonly<Record<string, SortKey>> = {
  createdAt: { sql: "created_at", cast: "timestamptz" },
  updatedAt: { sql: "updated_at", cast: "timestamptz" },
  name: { sql: "name_key", cast: "text" },
  email: { sql: "email", cast: "text" },
  // People who never signed in stand at one end rather than outside of the order.
  lastLoginAt: { sql: "login_key", cast: "timestamptz" },
};

const decode = (value: string): string | null => parseId("user", value);

const columns: Readonly<Record<string, ColumnSpec>> = {
  status: { sql: "status", cast: "text" },
  role: {
    sql: "held",
    cast: "text",
    fold: true,
    absent: "roles = '{}'",
    list: "roles",
    exists: (condition) => `exists (select 1 from unnest(roles) as held where ${condition})`,
  },
  tag: {
    sql: "tagged",
    cast: "text",
    fold: true,
    absent: "tags = '{}'",
    list: "tag_keys",
    exists: (condition) => `exists (select 1 from unnest(tag_keys) as tagged where ${condition})`,
  },
  group: {
    sql: "belonged.slug",
    cast: "text",
    fold: true,
    exists: (condition) => `exists (
      select 1 from group_members m join groups belonged on belonged.organization_id = m.organization_id
        and belonged.id = m.group_id and belonged.deleted_at is null
      where m.organization_id = users.organization_id and m.user_id = users.id and ${condition})`,
  },
  // Nobody writes this one: `withGroupIds` puts it where a filter named groups.
  groupId: {
    sql: "belongs.group_id",
    cast: "uuid",
    exists: (condition) => `exists (
      select 1 from group_members belongs
      where belongs.organization_id = users.organization_id and belongs.user_id = users.id and ${condition})`,
  },
  // Nor this one: it stands for `group:none` where that is what is kept of them.
  groupless: {
    sql: "free.user_id",
    cast: "uuid",
    exists: (condition) => `exists (
      select 1 from ungrouped_users free
      where free.organization_id = users.organization_id and free.user_id = users.id and ${condition})`,
  },
  // Live segments are replaced by what they ask before this is read; these are the ones that keep people.
  segment: {
    sql: "kept.slug",
    cast: "text",
    fold: true,
    exists: (condition) => `exists (
      select 1 from segment_members sm join segments kept on kept.organization_id = sm.organization_id and kept.id = sm.segment_id
      where sm.organization_id = users.organization_id and sm.user_id = users.id and ${condition})`,
  },
  name: { sql: "name_key", cast: "text", fold: true },
  firstName: {
    sql: "first_key",
    cast: "text",
    fold: true,
    present: "first_name is not null",
    absent: "first_key = '' and first_name is null",
  },
  lastName: {
    sql: "last_key",
    cast: "text",
    fold: true,
    present: "last_name is not null",
    absent: "last_key = '' and last_name is null",
  },
  email: { sql: "email", cast: "text", fold: true },
  verified: { sql: "email_verified", cast: "boolean" },
  title: { sql: "title_key", cast: "text", fold: true },
  department: { sql: "department_key", cast: "text", fold: true },
  employeeNumber: { sql: "employee_key", cast: "text", fold: true },
  // Another system's name for somebody, in which capitals may matter.
  externalId: { sql: "external_id", cast: "text" },
  source: { sql: 'source collate "C"', cast: "text", fold: true },
  locale: { sql: "locale_key", cast: "text", fold: true },
  manager: { sql: "manager_id", cast: "uuid", decode },
  id: { sql: "id", cast: "uuid", decode },
  created: { sql: "created_at", cast: "timestamptz" },
  updated: { sql: "updated_at", cast: "timestamptz" },
  lastLogin: {
    sql: "login_key",
    cast: "timestamptz",
    present: "login_key > '-infinity'",
    absent: "login_key = '-infinity'",
    // Nobody signs in before they are there, or is seen before they sign in, which the table sees to.
    below: ["created_at"],
  },
  lastSeen: {
    sql: "last_seen_at",
    cast: "timestamptz",
    present: "login_key > '-infinity'",
    absent: "login_key = '-infinity'",
    below: ["login_key", "created_at"],
    alike: true,
  },
};

/** Where a free word is looked for. Each has an index with `id` at its end, from which words are also counted. */
export const searchColumns = ["first_key", "last_key", "name_key", "email"] as const;
const textSearch = beginsWith(searchColumns);

export const userFilter: Filterable = { fields: userFilterFields, columns, textSearch };
