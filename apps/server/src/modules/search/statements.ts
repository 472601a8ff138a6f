import { statement, type RawRow } from "#kernel/db/statement";
import { integer, text } from "#kernel/db/values";
import { readSummary, summaryColumns, type SummaryRow } from "#modules/users";

/** A key of users that holds a word: `asked` is the place of the word in the query. */
export type KnownKey = {
  readonly asked: number;
  readonly word: string;
  readonly kind: "first" | "last" | "name" | "domain";
  readonly value: string;
  readonly people: number;
};

const keysOfWord = 40;
const wordsOfHint = 60;

function readKey(row: RawRow): KnownKey {
  return {
    asked: integer(row, 0) - 1,
    word: text(row, 1),
    kind: text(row, 2) as KnownKey["kind"],
    value: text(row, 3),
    people: integer(row, 4),
  };
}

/**
 * Lists as a table. Asked for by a select, since a plan that knows them looks cheaper than the kept one does, so that
 * each search would be planned anew, which takes longer than the search. Limits are written so for the same reason.
 */
const each = (...lists: readonly string[]): string =>
  `unnest(${lists.map((list) => `(select ${list})`).join(", ")})`;

const keysBetween = (whole: boolean): string => `(select word, kind, value, people from search_words
  where whole = ${whole} and word >= asked.low and word < asked.high order by word, kind limit ${keysOfWord})`;

/** Keys with a word in the range: the word itself comes first, and keys that are nothing else. */
export const keysOfWords = statement<[readonly string[], readonly string[]], KnownKey>(
  `select n, word, kind, value, people from ${each("$1::text[]", "$2::text[]")} with ordinality as asked (low, high, n),
     lateral (${keysBetween(true)} union all ${keysBetween(false)}) as known`,
  readKey,
);

/** Words to which a hint in the range leads; `n` tells which word of the query it stands for. */
export const wordsOfHints = statement<
  [readonly number[], readonly string[], readonly string[]],
  { asked: number; word: string }
>(
  `select distinct n, found.word from ${each("$1::int[]", "$2::text[]", "$3::text[]")} as asked (n, low, high), lateral (
     select word from search_hints where hint >= asked.low and hint < asked.high limit ${wordsOfHint}) as found`,
  (row) => ({ asked: integer(row, 0) - 1, word: text(row, 1) }),
);

const columns = summaryColumns.map((column) => `found.${column}`).join(", ");
const selected = summaryColumns.map((column) => `users.${column}`).join(", ");

type Ranges = [lows: readonly string[], highs: readonly string[], takes: readonly number[], wanted: number];

/** People whose column lies in the ranges, range after range, `takes` of each. */
const peopleIn = (column: string, order: string, condition = "deleted_at is null") =>
  statement<Ranges, SummaryRow>(
    `select ${columns} from ${each("$1::text[]", "$2::text[]", "$3::int[]")} as asked (low, high, take), lateral (
       select ${selected} from users where ${condition} and ${column} >= asked.low and ${column} < asked.high
       order by ${order} limit asked.take) as found limit (select $4::int)`,
    readSummary,
  );

/** People whose column is one of the values, the newest first. */
const peopleWith = (column: string, order: string) =>
  statement<[values: readonly string[], takes: readonly number[], wanted: number], SummaryRow>(
    `select ${columns} from ${each("$1::text[]", "$2::int[]")} as asked (value, take), lateral (
       select ${selected} from users where deleted_at is null and ${column} = asked.value
       order by ${order} limit asked.take) as found limit (select $3::int)`,
    readSummary,
  );

export const peopleByFirst = peopleWith("first_key", "id desc");
export const peopleByLast = peopleWith("last_key", "first_key, id");
export const peopleByName = peopleIn("name_key", "name_key, id");
export const peopleByLastStart = peopleIn("last_key", "last_key, first_key, id");
export const peopleByFirstStart = peopleIn("first_key", "first_key, id");
export const peopleByEmail = peopleIn("email", "email, id");
export const peopleByEmployee = peopleIn(
  "employee_number",
  "employee_number",
  "employee_number is not null and deleted_at is null",
);
export const peopleByPhone = peopleIn(
  'phone collate "C"',
  'phone collate "C"',
  "phone is not null and deleted_at is null",
);

/** People of a last name whose first name lies in the range beside it. */
export const peopleByPair = statement<
  [lasts: readonly string[], lows: readonly string[], highs: readonly string[], take: number, wanted: number],
  SummaryRow
>(
  `select ${columns} from ${each("$1::text[]", "$2::text[]", "$3::text[]")} as asked (last, low, high), lateral (
     select ${selected} from users where deleted_at is null and last_key = asked.last
       and first_key >= asked.low and first_key < asked.high order by first_key, id limit (select $4::int)) as found limit (select $5::int)`,
  readSummary,
);

type Held = [
  organizationId: string,
  parts: readonly string[],
  pieces: readonly string[],
  domains: readonly string[],
  wanted: number,
];

/**
 * Who in an organization holds the parts, three at most, in address or employee number, or has an address in one of the
 * domains. For the system: only it may look patterns up by an index, and each call names the organization.
 */
export const idsHolding = statement<Held, string>("select users_holding($1, $2, $3, $4, $5)", (row) =>
  text(row, 0),
);

/** Who in an organization has a telephone number that ends so; for the system, as well. */
export const idsCalled = statement<[organizationId: string, digits: string, wanted: number], string>(
  `select id from users where organization_id = $1 and deleted_at is null and phone is not null
     and reverse(phone) collate "C" >= reverse($2) and reverse(phone) collate "C" < reverse($2) || ':'
     limit (select $3::int)`,
  (row) => text(row, 0),
);

export const peopleById = statement<[ids: readonly string[]], SummaryRow>(
  `select ${selected} from users where deleted_at is null and id = any ((select $1::uuid[])::uuid[])`,
  readSummary,
);

/** People of whom one of these attributes begins with a word, with what it is. */
export const peopleByAttribute = statement<
  [
    definitions: readonly string[],
    lows: readonly string[],
    highs: readonly string[],
    take: number,
    wanted: number,
  ],
  { row: SummaryRow; value: string }
>(
  `select ${columns}, found.written from ${each("$2::text[]", "$3::text[]")} as asked (low, high),
     ${each("$1::uuid[]")} as definition (id), lateral (
       select ${selected}, users.attributes ->> d.key as written
       from attribute_values held
       join attribute_definitions d on d.organization_id = held.organization_id and d.id = held.definition_id
       join users on users.organization_id = held.organization_id and users.id = held.user_id
       where held.definition_id = definition.id and held.kind = 't' and held.present and users.deleted_at is null
         and held.text_key >= asked.low and held.text_key < asked.high
       order by held.text_key, held.user_id limit (select $4::int)) as found limit (select $5::int)`,
  (row) => ({ row: readSummary(row), value: text(row, summaryColumns.length) }),
);

/** The newest people among those of a first or last name, of whom address or number hold the part as well. */
const namedHolding = (column: string) =>
  statement<[values: readonly string[], part: string, wanted: number], SummaryRow>(
    `select ${columns} from ${each("$1::text[]")} as asked (value), lateral (
       select ${selected} from users where deleted_at is null and ${column} = asked.value limit 300) as found
     where position($2 in found.email) > 0 or position($2 in found.phone) > 0
       or position($2 in lower(found.employee_number)) > 0 limit (select $3::int)`,
    readSummary,
  );
export const firstNamedHolding = namedHolding("first_key");
export const lastNamedHolding = namedHolding("last_key");

/** The newest people whose address or telephone holds the part: where many do, a few are soon found. */
export const newestHolding = statement<[part: string, wanted: number], SummaryRow>(
  `select ${columns} from (
     select ${selected} from users where deleted_at is null order by created_at desc, id desc limit 300) as found
   where position($1 in found.email) > 0 or position($1 in found.phone) > 0 limit (select $2::int)`,
  readSummary,
);
