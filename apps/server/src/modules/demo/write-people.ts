import type { SystemRole } from "@atrium/contracts";
import type { ClientBase } from "pg";
import { copyRows, type CopyValue } from "./copy.ts";
import type { Person } from "./person.ts";
import type { Random } from "./random.ts";
import { uuidAt } from "./uuid-at.ts";

export function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}

function isoTimeOrNull(ms: number | null): string | null {
  return ms === null ? null : isoTime(ms);
}

const userColumns = [
  "organization_id", "id", "email", "email_verified", "first_name", "last_name", "display_name", "name_key",
  "first_key", "last_key", "phone", "phone_verified", "title", "department", "manager_id", "employee_number",
  "locale", "time_zone", "address", "source", "tags", "roles", "status", "status_reason", "last_login_at",
  "last_seen_at", "created_at", "created_by", "updated_at", "updated_by", "version",
]; // prettier-ignore

function userRow(organizationId: string, person: Person): CopyValue[] {
  const lastLogin = isoTimeOrNull(person.lastLoginAt);
  return [
    organizationId, person.id, person.email, person.emailVerified, person.firstName, person.lastName,
    person.displayName, person.nameKey, person.firstKey, person.lastKey, person.phone, person.phoneVerified,
    person.title, person.department, person.managerId, person.employeeNumber, person.locale, person.timeZone,
    `{"city":${JSON.stringify(person.city)},"country":"${person.place.country}"}`,
    person.createdBy === null ? "import" : "manual", person.tags, person.roles, person.status, person.statusReason,
    lastLogin, lastLogin, isoTime(person.createdAt), person.createdBy, isoTime(person.updatedAt), person.updatedBy,
    person.version,
  ]; // prettier-ignore
}

function* userRows(organizationId: string, people: readonly Person[]): Generator<CopyValue[]> {
  for (const person of people) yield userRow(organizationId, person);
}

const grantColumns = [
  "organization_id", "id", "subject_type", "subject_id", "role_id", "scope", "granted_by", "source", "created_at",
]; // prettier-ignore

function* grantRows(
  organizationId: string,
  people: readonly Person[],
  roleIds: ReadonlyMap<SystemRole, string>,
  random: Random,
): Generator<CopyValue[]> {
  for (const { id, roles, createdAt, createdBy } of people) {
    for (const role of roles) {
      const roleId = roleIds.get(role);
      if (roleId === undefined) throw new Error(`the system role ${role} is missing`);
      yield [
        organizationId, uuidAt(createdAt, random), "user", id, roleId, "organization", createdBy, "manual",
        isoTime(createdAt),
      ]; // prettier-ignore
    }
  }
}

/**
 * Stores people and the grants of their roles. `users.roles` goes in as the grants will make it, sorted by slug, so
 * that the trigger which keeps it finds nothing to change.
 */
export async function writePeople(
  client: ClientBase,
  organizationId: string,
  people: readonly Person[],
  from: { roleIds: ReadonlyMap<SystemRole, string>; random: Random },
): Promise<void> {
  await copyRows(client, "users", userColumns, userRows(organizationId, people));
  await copyRows(
    client,
    "grants",
    grantColumns,
    grantRows(organizationId, people, from.roleIds, from.random),
  );
}
