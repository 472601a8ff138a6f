import type { PolicyChange } from "@atrium/contracts";
import type { Reader } from "#kernel/db/reader";
import { fail } from "#kernel/operation";
import { knownRoles } from "./queries.ts";

/** A rule for a role that does not exist would be a rule for nobody. */
export async function requireKnownRoles(db: Reader, { mfa }: PolicyChange): Promise<void> {
  const named = mfa?.roles ?? null;
  if (named === null) return;
  const known = await db.query(knownRoles(named));
  const unknown = named.filter((slug) => !known.includes(slug));
  if (unknown.length === 0) return;
  fail("role.unknown", {
    fields: unknown.map((slug) => ({
      pointer: "/mfa/roles",
      code: "unknown",
      detail: `there is no role ${slug}`,
    })),
  });
}
