import { permissionNames, platformOnly, type ApiKey, type Permission } from "@atrium/contracts";
import type { Caller } from "#kernel/caller";
import type { Reader } from "#kernel/db/reader";
import type { Happening, Json } from "#kernel/events/record";
import { fail } from "#kernel/operation";
import type { Rights } from "#modules/access";
import { apiPlans, findKey, lockKey, type KeyRow } from "./queries.ts";

export async function shownKey(db: Reader, id: string): Promise<ApiKey> {
  const [row] = await db.query(findKey(id));
  return row ?? fail("resource.not_found");
}

export const keyTarget = (row: Pick<KeyRow, "uuid" | "name">): Happening["target"] => ({
  type: "api_key",
  id: row.uuid,
  name: row.name,
});

/** What an event shows of a key; its secret is nowhere in it. */
export function keyFields(
  row: Pick<KeyRow, "name" | "scopes" | "expiresAt" | "allowedAddresses" | "callsPerMinute">,
): Record<string, Json> {
  const { name, scopes, expiresAt, allowedAddresses, callsPerMinute } = row;
  return { name, scopes, expiresAt, allowedAddresses, callsPerMinute };
}

const isPermission = (name: string): name is Permission => permissionNames.some((known) => known === name);
const holds = (held: Pick<Rights, "inside" | "platform">, name: Permission): boolean =>
  platformOnly.includes(name) ? held.platform.has(name) : held.inside.has(name);

/** Refuses scopes that the caller, or the owner, does not hold. */
export function refuseBeyond(
  scopes: readonly string[],
  ...holders: readonly Pick<Rights, "inside" | "platform">[]
): void {
  const beyond = scopes.filter((name) => isPermission(name) && !holders.every((held) => holds(held, name)));
  if (beyond.length === 0) return;
  fail("api_key.scope_above_you", {
    fields: beyond.map((name) => ({
      pointer: `/scopes/${scopes.indexOf(name)}`,
      code: "above_you",
      detail: `${name} is not held`,
    })),
  });
}

export const rightsOfCaller = (caller: Caller): Pick<Rights, "inside" | "platform"> => ({
  inside: caller.permissions,
  platform: caller.platformPermissions,
});

/** Refuses a time that is over: a key that ends is revoked, not dated back. */
export function refusePast(expiresAt: string | null | undefined, now: Date): void {
  if (expiresAt === null || expiresAt === undefined || Date.parse(expiresAt) > now.getTime()) return;
  fail("request.invalid", { fields: [{ pointer: "/expiresAt", code: "past", detail: "is over already" }] });
}

/** Refuses a limit of a key's own beyond that of the organization's plan. */
export async function refuseBeyondPlan(
  system: Reader,
  caller: Caller,
  callsPerMinute: number | null | undefined,
): Promise<void> {
  if (callsPerMinute === null || callsPerMinute === undefined) return;
  const plan = (await system.query(apiPlans(caller.organizationId ?? ""))).find(({ current }) => current);
  if (plan === undefined || callsPerMinute <= plan.callsPerMinute) return;
  fail("api_key.limit_above_plan", {
    fields: [
      { pointer: "/callsPerMinute", code: "too_big", detail: `the plan allows ${plan.callsPerMinute}` },
    ],
  });
}

/** Takes a key's row for a change: there, and not able to do what the caller is not, unless it is the caller's own. */
export async function takeKey(
  db: Reader,
  id: string,
  from: { caller: Caller; ifMatch: number | null },
): Promise<KeyRow> {
  const [row] = await db.query(lockKey(id));
  if (row === undefined) return fail("resource.not_found");
  if (row.userUuid === null || row.userUuid !== from.caller.userId) {
    refuseBeyond(row.scopes, rightsOfCaller(from.caller));
  }
  if (from.ifMatch !== null && from.ifMatch !== row.version) {
    fail("precondition.failed", { extra: { current: row } });
  }
  return row;
}
