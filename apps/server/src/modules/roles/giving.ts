import { platformOnly, type SubjectRef } from "@atrium/contracts";
import type { Caller } from "#kernel/caller";
import type { Reader } from "#kernel/db/reader";
import type { Query } from "#kernel/db/statement";
import { fail } from "#kernel/operation";
import { permissionSet } from "#kernel/permission-set";
import { insideOf } from "#modules/access";
import { anyRules, refuseUnapproved } from "./approval.ts";
import {
  insertGrants,
  isPlatform,
  lockOwners,
  otherOwners,
  roleBySlug,
  type GivableRole,
} from "./queries.ts";

const ownerRole = "super-admin";

/**
 * Whether somebody holds all of these permissions. In the platform's organization what reaches over all others has to
 * be held over the platform.
 */
export function isWithinReach(
  caller: Caller,
  permissions: readonly string[],
  over: "platform" | "organization",
): boolean {
  const set = permissionSet(permissions);
  if (!caller.permissions.covers(insideOf(set))) return false;
  return over === "organization" || caller.platformPermissions.covers(set);
}

/** Nobody gives more than they hold. In the platform's organization the owner's role reaches over all others. */
async function scopeOf(db: Reader, caller: Caller, role: GivableRole): Promise<"platform" | "organization"> {
  if (!isWithinReach(caller, role.permissions, "organization")) return fail("role.above_you");
  if (role.slug !== ownerRole) return "organization";
  const [platform] = await db.query(isPlatform());
  if (platform !== true) return "organization";
  return platformOnly.every((name) => caller.platformPermissions.has(name))
    ? "platform"
    : fail("role.above_you");
}

type Gift = { slug: string; uuid: string; scope: "organization" | "platform" };

/**
 * The roles with the scope they would be given at; refused unless all exist, none is above the giver, and none wants a
 * second person who did not approve.
 */
export async function rolesToGive(
  db: Reader,
  caller: Caller,
  roles: readonly string[],
  approved = false,
): Promise<Gift[]> {
  if (roles.length === 0) return [];
  return judgeRoles(db, caller, roles, await db.queries(...askForRoles(roles)), approved);
}

/** What `judgeRoles` has to know, to travel together with other questions. */
export const askForRoles = (roles: readonly string[]) =>
  [anyRules(), ...roles.map((slug) => roleBySlug(slug))] as const;
type Asked = readonly [readonly boolean[], ...(readonly GivableRole[])[]];

export async function judgeRoles(
  db: Reader,
  caller: Caller,
  roles: readonly string[],
  [[ruled], ...each]: Asked,
  approved = false,
): Promise<Gift[]> {
  const found = each.flat();
  const unknown = roles.filter((slug) => !found.some((role) => role.slug === slug));
  if (unknown.length > 0) {
    fail("role.unknown", {
      fields: unknown.map((slug) => ({
        pointer: "/roles",
        code: "unknown",
        detail: `there is no role ${slug}`,
      })),
    });
  }
  const gifts: Gift[] = [];
  for (const role of found) {
    gifts.push({ slug: role.slug, uuid: role.uuid, scope: await scopeOf(db, caller, role) });
  }
  if (!approved && ruled === true && gifts.length > 0) {
    await refuseUnapproved(
      db,
      gifts.map(({ uuid }) => uuid),
    );
  }
  return gifts;
}

/** Who gives, when and how. */
type Giving = {
  caller: Caller;
  now: Date;
  newId: () => string;
  source?: "manual" | "invitation";
};

/** The statements that give somebody what `rolesToGive` found, to travel together with others. */
export function grantsFor(subject: SubjectRef, gifts: readonly Gift[], by: Giving): Query<void>[] {
  return (["organization", "platform"] as const).flatMap((scope) => {
    const ids = gifts.filter((each) => each.scope === scope).map(({ uuid }) => uuid);
    if (ids.length === 0) return [];
    return insertGrants(
      ids.map(by.newId),
      subject.id,
      ids,
      scope,
      by.caller.userId,
      by.source ?? "manual",
      by.now.toISOString(),
      subject.type,
    );
  });
}

/** Gives roles to a person, or to another subject, each bounded by what the giver holds. */
export async function giveRoles(
  db: Reader,
  gift: Giving & {
    roles: readonly string[];
    /** Nobody in particular gives it: it is what everybody gets who comes this way. */
    approved?: boolean;
  } & ({ userId: string } | { subject: SubjectRef }),
): Promise<void> {
  const subject: SubjectRef = "subject" in gift ? gift.subject : { type: "user", id: gift.userId };
  const gifts = await rolesToGive(db, gift.caller, gift.roles, gift.approved);
  await db.queries(...grantsFor(subject, gifts, gift));
}

/** An organization keeps an owner who can sign in. Call it before the owner loses the role, the status or the row. */
export async function keepAnOwner(
  db: Reader,
  user: { uuid: string; roles: readonly string[] },
): Promise<void> {
  if (!user.roles.includes(ownerRole)) return;
  await db.query(lockOwners());
  const [others] = await db.query(otherOwners(user.uuid));
  if (others === 0) fail("user.last_owner");
}
