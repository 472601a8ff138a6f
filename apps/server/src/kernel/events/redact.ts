import { z } from "zod";
import type { Contract } from "@atrium/contracts";
import type { Happening } from "./record.ts";

/** The fields of an operation whose schemas are marked secret. */
export function secretFields(contract: Contract): ReadonlySet<string> {
  const shape = contract.body?.shape ?? {};
  return new Set(
    Object.entries(shape)
      .filter(([, schema]) => schema instanceof z.ZodType && schema.meta()?.["secret"] === true)
      .map(([name]) => name),
  );
}

const masked = (value: unknown): string | null => (value === null || value === undefined ? null : "(set)");

/** What an event may tell: that a secret was set, never what it is. */
export function withoutSecrets(happening: Happening, secret: ReadonlySet<string>): Happening {
  if (secret.size === 0) return happening;
  const { changes = [], data = {} } = happening;
  return {
    ...happening,
    changes: changes.map((change) =>
      secret.has(change.field)
        ? { field: change.field, before: masked(change.before), after: masked(change.after) }
        : change,
    ),
    data: Object.fromEntries(
      Object.entries(data).map(([name, value]) => [name, secret.has(name) ? masked(value) : value]),
    ),
  };
}
