import type { Caller } from "#kernel/caller";
import type { Reader } from "#kernel/db/reader";
import { command, statement } from "#kernel/db/statement";
import { text } from "#kernel/db/values";
import { Problem } from "#kernel/problem";
import { rolesToGive } from "./giving.ts";

export type RoleGift = {
  readonly slug: string;
  readonly uuid: string;
  readonly scope: "organization" | "platform";
};

/** Of each role whether the caller may give it alone, and what speaks against it where not. */
export async function giftsOf(
  db: Reader,
  caller: Caller,
  slugs: readonly string[],
): Promise<ReadonlyMap<string, RoleGift | Problem>> {
  const gifts = new Map<string, RoleGift | Problem>();
  for (const slug of new Set(slugs)) {
    try {
      const [gift] = await rolesToGive(db, caller, [slug]);
      gifts.set(slug, gift ?? new Problem("role.unknown"));
    } catch (cause) {
      if (!(cause instanceof Problem)) throw cause;
      gifts.set(slug, cause);
    }
  }
  return gifts;
}

export type ManyGrants = readonly { readonly id: string; readonly userId: string; readonly gift: RoleGift }[];

const insert = statement<
  [string[], string[], string[], string[], by: string | null, at: string],
  { id: string; userId: string }
>(
  `insert into grants (organization_id, id, subject_type, subject_id, role_id, scope, granted_by, source, created_at)
   select current_organization(), g.id, 'user', g.subject, g.role, g.scope, $5, 'manual', $6
   from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[]) as g (id, subject, role, scope)
   on conflict do nothing returning id, subject_id`,
  (row) => ({ id: text(row, 0), userId: text(row, 1) }),
);

/** Gives roles to many people; what somebody held already is not in the answer. */
export async function giveMany(
  db: Reader,
  grants: ManyGrants,
  by: { caller: Caller; now: Date },
): Promise<{ id: string; userId: string }[]> {
  if (grants.length === 0) return [];
  return db.query(
    insert(
      grants.map(({ id }) => id),
      grants.map(({ userId }) => userId),
      grants.map(({ gift }) => gift.uuid),
      grants.map(({ gift }) => gift.scope),
      by.caller.userId,
      by.now.toISOString(),
    ),
  );
}

/** Takes exactly these grants away again. */
export const dropGrantsOf = command<[ids: readonly string[]]>(
  "delete from grants where id = any($1::uuid[])",
);

/** Takes a role from people who hold it in the organization as a whole. */
export const takeFromMany = command<[role: string, ids: readonly string[]]>(
  "delete from grants where role_id = $1 and subject_id = any($2::uuid[]) and scope in ('platform', 'organization')",
);
