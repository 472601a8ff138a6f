import { formatId } from "@atrium/contracts";
import type { Caller } from "#kernel/caller";
import type { Reader } from "#kernel/db/reader";
import { textArray } from "#kernel/db/values";
import type { Json } from "#kernel/events/record";

/** Something of people that leaves as a column of a file; `sql` is one expression over a row of `users`. */
export type UserColumn = {
  readonly key: string;
  readonly sql: string;
  /** From the text that PostgreSQL gives; null stays null. */
  readonly read: (value: string) => Json;
};
/** Columns beside those of every organization, as far as the caller may read them. */
export type MoreUserColumns = (db: Reader, caller: Caller) => Promise<readonly UserColumn[]>;

const plain = (value: string): Json => value;
const truth = (value: string): Json => value === "t";
const moment = (value: string): Json =>
  value === "-infinity" ? null : `${value.slice(0, 10)}T${value.slice(11, -3)}Z`;
const person = (value: string): Json => formatId("user", value);
const list = (value: string): Json => textArray([value], 0);

const column = (key: string, sql: string, read: UserColumn["read"] = plain): UserColumn => ({
  key,
  sql,
  read,
});
const part = (key: string): UserColumn => column(`address.${key}`, `(address ->> '${key}')`);

export const userColumns: readonly UserColumn[] = [
  column("id", "id", person),
  column("email", "email"),
  column("emailVerified", "email_verified", truth),
  column("firstName", "first_name"),
  column("lastName", "last_name"),
  column("displayName", "display_name"),
  column("phone", "phone"),
  column("phoneVerified", "phone_verified", truth),
  column("title", "title"),
  column("department", "department"),
  column("managerId", "manager_id", person),
  column("employeeNumber", "employee_number"),
  column("status", "status"),
  column("statusReason", "status_reason"),
  column("roles", "roles", list),
  column("tags", "tags", list),
  column(
    "groups",
    `array(select g.slug from group_members m join groups g on g.organization_id = m.organization_id and g.id = m.group_id
       where m.organization_id = users.organization_id and m.user_id = users.id and g.deleted_at is null order by g.slug)`,
    list,
  ),
  column("locale", "locale"),
  column("timeZone", "time_zone"),
  part("street"),
  part("city"),
  part("region"),
  part("postalCode"),
  part("country"),
  column("birthDate", "birth_date"),
  column("website", "website"),
  column("bio", "bio"),
  column("externalId", "external_id"),
  column("source", "source"),
  column("lastLoginAt", "last_login_at", moment),
  column("lastSeenAt", "last_seen_at", moment),
  column("createdAt", "created_at", moment),
  column("updatedAt", "updated_at", moment),
  column("deletedAt", "deleted_at", moment),
];
