import type { Organization } from "@atrium/contracts";
import type { FormValues } from "../../api/use-contract-form.ts";

type Limits = Organization["limits"];
/** The fields of a form; their names are the pointers under which the server refuses them. */
export const limitFields = [
  { name: "limits.users", key: "users", title: "organizations.limit.users" },
  { name: "limits.storageBytes", key: "storageBytes", title: "organizations.limitBytes" },
  { name: "limits.callsPerMonth", key: "callsPerMonth", title: "organizations.limitCalls" },
  { name: "limits.organizations", key: "organizations", title: "organizations.limit.organizations" },
] as const;

export const limitValues = (limits: Limits): FormValues =>
  Object.fromEntries(
    limitFields.map(({ name, key }) => [name, limits[key] === null ? "" : String(limits[key])]),
  );

/** What was changed, as the contract takes it; what is no number is left for the server to refuse by name. */
export function limitsOf(values: FormValues, changed: readonly string[]): Partial<Limits> {
  const limits: Partial<Limits> = {};
  for (const { name, key } of limitFields) {
    if (!changed.includes(name)) continue;
    const text = (values[name] ?? "").replaceAll(/[\s.,'_]/g, "");
    limits[key] = text === "" ? null : Number(text);
  }
  return limits;
}
