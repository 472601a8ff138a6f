/** The columns of one person and of a person in a list, as the server selects them, each with its JSON type. */
type JsonType = {
  type: string;
  nullable?: boolean;
  items?: JsonType;
  additionalProperties?: boolean;
};

const text: JsonType = { type: "string" };
const textOrNull: JsonType = { type: "string", nullable: true };
const flag: JsonType = { type: "boolean" };
const time = text;
const timeOrNull = textOrNull;
const texts: JsonType = { type: "array", items: text };
const object: JsonType = { type: "object", additionalProperties: true };
const objectOrNull: JsonType = { ...object, nullable: true };

const summary: Record<string, JsonType> = {
  id: text, account_id: textOrNull, email: text, email_verified: flag, first_name: textOrNull,
  last_name: textOrNull, display_name: text, phone: textOrNull, avatar: textOrNull, title: textOrNull,
  department: textOrNull, employee_number: textOrNull, status: text, roles: texts, tags: texts,
  last_login_at: timeOrNull, last_seen_at: timeOrNull, created_at: time, updated_at: time,
  version: { type: "integer" },
}; // prettier-ignore

const detail: Record<string, JsonType> = {
  ...summary,
  phone_verified: flag, manager_id: textOrNull, locale: textOrNull, time_zone: textOrNull,
  address: objectOrNull, birth_date: textOrNull, website: textOrNull, bio: textOrNull, external_id: textOrNull,
  source: text, attributes: object, preferences: object, status_reason: textOrNull, created_by: textOrNull,
  updated_by: textOrNull, deleted_at: timeOrNull, status_before_deletion: textOrNull,
}; // prettier-ignore

export const detailSchema = { type: "object", properties: detail };
export const pairSchema = {
  type: "object",
  properties: { token: text, refreshToken: text, expiresIn: { type: "integer" } },
};
export const pageSchema = {
  type: "object",
  properties: {
    items: { type: "array", items: { type: "object", properties: summary } },
    total: { type: "integer", nullable: true },
  },
};

const summaryColumns = Object.keys(summary).join(", ");
const detailColumns = Object.keys(detail).join(", ");

export const sortColumns = {
  createdAt: { sql: "created_at", cast: "timestamptz" },
  updatedAt: { sql: "updated_at", cast: "timestamptz" },
  name: { sql: "name_key", cast: "text" },
  email: { sql: "email", cast: "text" },
  lastLoginAt: { sql: "login_key", cast: "timestamptz" },
} as const;
export type SortName = keyof typeof sortColumns;

export const pointSelect = `select ${detailColumns} from users where organization_id = $1 and id = $2`;
export const advanceUpdate = `update sessions
  set refresh_counter = refresh_counter + 1, refreshed_at = now(), seen_at = now()
  where id = $1 and refresh_counter = $2 returning account_id, organization_id`;
export const countSelect =
  "select status, sum(users)::int as users from user_counts where organization_id = $1 group by status";
export const insertRow = `insert into users
    (organization_id, id, email, display_name, name_key, first_name, last_name, first_key, last_key, source, created_at, updated_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'bench', now(), now()) returning ${detailColumns}`;

/** A page of 51 (the last one tells whether there are more), from the front or behind a position. */
export function pageSelect(
  sort: SortName,
  descending: boolean,
  from: { behind: boolean; where?: string },
): string {
  const { sql, cast } = sortColumns[sort];
  const order = descending ? "desc" : "asc";
  const behind = from.behind ? `and (${sql}, id) ${descending ? "<" : ">"} ($2::${cast}, $3::uuid)` : "";
  return `select ${summaryColumns} from users
    where organization_id = $1 and deleted_at is null ${from.where ?? ""} ${behind}
    order by ${sql} ${order}, id ${order} limit 51`;
}

export const namedSelect = `select ${summaryColumns} from users
    where organization_id = $1 and deleted_at is null and last_key = $2 order by first_key, id limit 20`;
export const activeSelect = pageSelect("createdAt", true, { behind: false, where: "and status = 'active'" });

/** Words of a search: one that nobody has, one that a name in 200 begins with, one that a name in five does. */
export const words = { nobody: "zyx", few: "alice", many: "s" } as const;
export type Word = keyof typeof words;

const searched = ["first_key", "last_key", "name_key", "email"];
const counted = 10_000;

/** The select of what a word finds, and the count up to a bound, each in the way that costs least. */
export function searchSelects(word: Word): { page: string; count: string } {
  const from = words[word];
  const before = `${from.slice(0, -1)}${String.fromCharCode(from.charCodeAt(from.length - 1) + 1)}`;
  const ranges = searched.map((column) => `${column} >= '${from}' and ${column} < '${before}'`);
  const bound = `limit ${counted + 1}`;
  const found = ranges.map(
    (range) =>
      `(select id from users where organization_id = $1 and deleted_at is null and ${range} ${bound})`,
  );
  const named = found[searched.indexOf("name_key")] ?? "";
  return {
    page: pageSelect("createdAt", true, {
      behind: false,
      where: `and (${ranges.map((range) => `(${range})`).join(" or ")})`,
    }),
    count: `select case when (select count(*) from ${named} as named) > ${counted} then ${counted}
      else (select least(count(*), ${counted}) from (${found.join(" union ")} ${bound}) as found) end::int as users`,
  };
}
