import type { OnboardingField, OnboardingKind } from "@atrium/contracts";
import type { Reader } from "#kernel/db/reader";
import type { Parameter } from "#kernel/db/statement";
import { hasSecondFactor } from "#modules/factors";
import { hasAgreed, purposes } from "#modules/privacy";
import type { ChecklistRow, StoredStep } from "./queries.ts";

/** Steps that somebody ticks; of all others the facts tell. */
export const isTicked = (kind: OnboardingKind): boolean => kind === "manual" || kind === "manual_by_admin";

const columns: Record<OnboardingField, string> = {
  firstName: "first_name",
  lastName: "last_name",
  phone: "phone",
  title: "title",
  department: "department",
  managerId: "manager_id",
  employeeNumber: "employee_number",
  locale: "locale",
  timeZone: "time_zone",
  address: "address",
  birthDate: "birth_date",
  website: "website",
  bio: "bio",
};
const filled = (field: OnboardingField): string =>
  `coalesce(users.${columns[field]}::text, '') not in ('', '{}')`;

export type Bind = (value: Parameter) => string;
export const binder =
  (values: Parameter[]): Bind =>
  (value) =>
    `$${values.push(value)}`;

/** When a step was ticked, for a row of `users`. */
export const tickedAt = ({ id }: StoredStep, bind: Bind): string =>
  `(select t.ticked_at from onboarding_ticks t
    where t.organization_id = users.organization_id and t.user_id = users.id and t.step_id = ${bind(id)}::uuid)`;

/** Whether a step is done, for a row of `users`. It asks accounts, which no organization may: it runs as the system. */
export function isDone(step: StoredStep, bind: Bind): string {
  switch (step.kind) {
    case "verify_email":
      return "users.email_verified";
    case "set_password":
      return "exists (select from accounts a where a.id = users.account_id and a.password_hash is not null)";
    case "second_factor":
      return hasSecondFactor("users.account_id");
    case "complete_profile":
      return `(${step.fields.map(filled).join(" and ")})`;
    case "agree":
      return hasAgreed(`${bind(step.purposeId)}::uuid`);
    default:
      return `${tickedAt(step, bind)} is not null`;
  }
}

/** What of the profile a step still misses. */
export const missingFields = ({ kind, fields }: StoredStep): string =>
  kind !== "complete_profile"
    ? "'{}'::text[]"
    : `array_remove(array[${fields.map((field) => `case when not ${filled(field)} then '${field}' end`).join(", ")}]::text[], null)`;

/** The steps of checklists that can be done: what nobody is asked to agree to any more is left out. */
export async function stepsToDo(db: Reader): Promise<(checklist: ChecklistRow) => readonly StoredStep[]> {
  const known = await db.query(purposes());
  const asked = new Set(known.flatMap(({ uuid, archivedAt }) => (archivedAt === null ? [uuid] : [])));
  return ({ stored }) => stored.filter(({ purposeId }) => purposeId === null || asked.has(purposeId));
}
