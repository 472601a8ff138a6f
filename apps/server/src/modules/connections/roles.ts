import type { Caller } from "#kernel/caller";
import type { Reader } from "#kernel/db/reader";
import { fail } from "#kernel/operation";
import { Problem } from "#kernel/problem";
import { permissionSet } from "#kernel/permission-set";
import { everHeldIn, insideOf, isAbove } from "#modules/access";
import { freelyGiven, keepAnOwner, rolesToGive, type Access } from "#modules/roles";
import { addGrants, removeGrants, rolesOfPerson, ssoGrants } from "./identity-queries.ts";
import { heldBehind, type ConnectionRow } from "./queries.ts";

type Giving = Pick<ConnectionRow, "defaultRole" | "roleMap">;

/** Every role that a connection may ever give. */
export function rolesOf({ defaultRole, roleMap }: Giving): string[] {
  const all = roleMap.map(({ role }) => role);
  return [...new Set(defaultRole === null ? all : [defaultRole, ...all])].sort();
}

/** The roles for somebody in these groups; the default one only where no group gives another. */
export function rolesFor({ defaultRole, roleMap }: Giving, groups: readonly string[]): string[] {
  const given = roleMap.filter(({ value }) => groups.includes(value)).map(({ role }) => role);
  if (given.length > 0) return [...new Set(given)].sort();
  return defaultRole === null ? [] : [defaultRole];
}

/** A connection gives no role that whoever sets it up does not hold, also when only its issuer is edited. */
export async function checkRoles(db: Reader, caller: Caller, connection: Giving): Promise<void> {
  await rolesToGive(db, caller, rolesOf(connection));
}

/**
 * Whoever decides what a provider's word is worth can become anyone who signs in through it; so nobody does that to
 * people who hold more than they do.
 */
export async function checkPeopleBehind(system: Reader, caller: Caller, connectionId: string): Promise<void> {
  const held = await system.query(heldBehind(connectionId));
  if (isAbove(caller, held)) fail("user.above_you");
}

/** Whether a person holds nothing that the connection could not have given them. */
export async function isWithin(
  system: Reader,
  access: Access,
  connection: Giving & { organizationId: string },
  personId: string,
): Promise<boolean> {
  const { organizationId } = connection;
  const given = await access.rightsOf(system, organizationId, rolesOf(connection));
  const held = await system.query(everHeldIn(organizationId, personId));
  return given.covers(insideOf(permissionSet(held.map(({ permission }) => permission))));
}

const ownerRole = "super-admin";

/** The last owner stays owner, whatever a provider says. */
async function mayLoseOwnership(db: Reader, person: { uuid: string; roles: string[] }): Promise<boolean> {
  try {
    await keepAnOwner(db, person);
    return true;
  } catch (cause) {
    if (cause instanceof Problem && cause.code === "user.last_owner") return false;
    throw cause;
  }
}

/** Makes the grants of sign-ins what they should be and answers the person's roles before and after. */
export async function syncRoles(
  db: Reader,
  person: { uuid: string; roles: string[] },
  wanted: readonly string[],
  from: { now: Date; newId: () => string },
): Promise<{ before: string[]; after: string[] }> {
  const held = await db.query(ssoGrants(person.uuid));
  const gone: string[] = [];
  for (const { id, slug } of held) {
    if (wanted.includes(slug)) continue;
    if (slug !== ownerRole || (await mayLoseOwnership(db, person))) gone.push(id);
  }
  // A provider is one person's word: what two have to give it does not give, whatever it was told to before.
  const fresh = await freelyGiven(
    db,
    wanted.filter((slug) => !held.some((grant) => grant.slug === slug)),
  );
  if (gone.length > 0) await db.query(removeGrants(gone));
  if (fresh.length > 0)
    await db.query(addGrants(fresh.map(from.newId), person.uuid, fresh, from.now.toISOString()));
  if (gone.length + fresh.length === 0) return { before: person.roles, after: person.roles };
  const [after = person.roles] = await db.query(rolesOfPerson(person.uuid));
  return { before: person.roles, after };
}
