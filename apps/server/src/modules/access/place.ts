import type { Caller } from "#kernel/caller";
import { fail } from "#kernel/operation";

/** The organization that a question is about. */
export function placeOf({ organizationId }: Caller): string {
  return organizationId ?? fail("auth.organization_required");
}
