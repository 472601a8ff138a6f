import { formatId, parseId, type createUser, type Input } from "@atrium/contracts";
import { foldText } from "@atrium/filter";
import { violatedConstraint } from "#kernel/db/failures";
import { canonicalJson, type Json } from "#kernel/events/record";
import { fail } from "#kernel/operation";
import type { UserRow, WritableRow } from "./queries.ts";

export type UserFields = Omit<Input<typeof createUser>["body"], "status" | "roles">;
type PatchFields = { [K in keyof UserFields]?: UserFields[K] | undefined };

function nameFrom(fields: PatchFields): string {
  const joined = [fields.firstName, fields.lastName].filter((part) => part).join(" ");
  return joined === "" ? (fields.email ?? "").slice(0, (fields.email ?? "").indexOf("@")) : joined;
}

/** Texts among the attributes as they are compared, where that is not as they are written. */
function foldsOf(attributes: Readonly<Record<string, unknown>>): Record<string, string> {
  const folds: Record<string, string> = {};
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value !== "string") continue;
    const folded = Array.from(foldText(value)).slice(0, 200).join("");
    if (folded !== value) folds[key] = folded;
  }
  return folds;
}

/** Columns of a person from the fields as written; what is left out is empty. */
export function writableRow(fields: PatchFields & { email: string }): WritableRow {
  const displayName = fields.displayName ?? nameFrom(fields);
  const { address, attributes, preferences } = fields;
  return {
    email: fields.email,
    first_name: fields.firstName || null,
    last_name: fields.lastName || null,
    display_name: displayName,
    name_key: foldText(displayName),
    first_key: foldText(fields.firstName ?? ""),
    last_key: foldText(fields.lastName ?? ""),
    phone: fields.phone ?? null,
    title: fields.title || null,
    department: fields.department || null,
    manager_id: fields.managerId ?? null,
    employee_number: fields.employeeNumber || null,
    locale: fields.locale ?? null,
    time_zone: fields.timeZone ?? null,
    address: address ? canonicalJson(address as Json) : null,
    birth_date: fields.birthDate ?? null,
    website: fields.website ?? null,
    bio: fields.bio || null,
    external_id: fields.externalId || null,
    tags: fields.tags ?? [],
    attributes: canonicalJson((attributes ?? {}) as Json),
    attribute_folds: canonicalJson(foldsOf(attributes ?? {})),
    preferences: canonicalJson((preferences ?? {}) as Json),
  };
}

/** Fields with the attributes as they were settled: plain JSON, each of it judged. */
export function withAttributeValues<F extends PatchFields>(
  fields: F,
  values: Readonly<Record<string, unknown>>,
): F {
  return { ...fields, attributes: values as NonNullable<PatchFields["attributes"]> };
}

/** A person's fields as they stand, in the form in which they are written. */
export function fieldsOf(row: UserRow): UserFields {
  const { email, firstName, lastName, displayName, phone, title, department, employeeNumber, locale } = row;
  const { timeZone, address, birthDate, website, bio, externalId, tags, attributes, preferences } = row;
  const managerId = row.managerId === null ? null : parseId("user", row.managerId);
  return {
    email, firstName, lastName, displayName, phone, title, department, managerId, employeeNumber, locale, timeZone,
    address, birthDate, website, bio, externalId, tags, attributes, preferences,
  }; // prettier-ignore
}

/** The fields as an event shows them; the manager by the id that people see. */
export function eventFields(fields: PatchFields): Record<string, Json> {
  const { managerId, ...rest } = fields;
  const shown = managerId === null || managerId === undefined ? null : formatId("user", managerId);
  return { ...(rest as Record<string, Json>), ...(managerId === undefined ? {} : { managerId: shown }) };
}

const takenCodes = {
  users_email: "user.email_taken",
  users_external_id: "user.external_id_taken",
  users_employee_number: "user.employee_number_taken",
  users_organization_id_manager_id_fkey: "user.manager_unknown",
} as const;
const pointers: Record<keyof typeof takenCodes, string> = {
  users_email: "/email",
  users_external_id: "/externalId",
  users_employee_number: "/employeeNumber",
  users_organization_id_manager_id_fkey: "/managerId",
};

/** Says in the contract's words which rule of the table a write ran into. */
export async function withTableRules<T>(write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (cause) {
    const constraint = violatedConstraint(cause);
    if (constraint !== null && constraint in takenCodes) {
      const known = constraint as keyof typeof takenCodes;
      fail(takenCodes[known], {
        fields: [{ pointer: pointers[known], code: "taken", detail: "cannot be used here" }],
      });
    }
    throw cause;
  }
}
