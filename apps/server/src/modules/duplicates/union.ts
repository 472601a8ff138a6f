import {
  mergeFields,
  type ErrorCode,
  type MergeField,
  type Output,
  type previewMerge,
} from "@atrium/contracts";
import type { Caller } from "#kernel/caller";
import type { Reader } from "#kernel/db/reader";
import { canonicalJson, type Json } from "#kernel/events/record";
import { everHeld, isAbove } from "#modules/access";
import { eventFields, fieldsOf, findUser, type UserRow } from "#modules/users";
import { placesByHand } from "./queries.ts";

type Compared = Output<typeof previewMerge>["fields"][number];
type Two = { readonly survivor: UserRow; readonly merged: UserRow };

/** Why two people cannot become one, whoever asks; null where they can. */
export function refusalOf(two: Two, caller: Caller): ErrorCode | null {
  const { survivor, merged } = two;
  if (merged.uuid === caller.userId) return "user.self";
  if (survivor.accountId !== null && merged.accountId !== null) return "user.merge_two_accounts";
  if (merged.accountId !== null) return "user.merge_account_goes";
  return null;
}

/** Whether the caller may act on both: nobody merges above themselves. */
export async function areBelow(db: Reader, two: Two, caller: Caller): Promise<boolean> {
  const held = await db.queries(everHeld(two.survivor.uuid), everHeld(two.merged.uuid));
  return [two.survivor, two.merged].every(
    ({ uuid }, at) => uuid === caller.userId || !isAbove(caller, held[at] ?? []),
  );
}

export async function takeTwo(db: Reader, survivor: string, merged: string): Promise<Two | null> {
  const [[one], [other]] = await db.queries(findUser(survivor), findUser(merged));
  if (one === undefined || other === undefined) return null;
  if (one.status === "deleted" || other.status === "deleted") return null;
  return { survivor: one, merged: other };
}

const isEmpty = (value: unknown): boolean => value === null || value === "" || value === undefined;
export const isSame = (one: unknown, other: unknown): boolean =>
  canonicalJson((one ?? null) as Json) === canonicalJson((other ?? null) as Json);

/** The address follows the account, and nobody becomes their own manager. */
export function isChoosable(field: MergeField, { survivor, merged }: Two): boolean {
  if (field === "email") return survivor.accountId === null;
  return field !== "managerId" || (merged.managerId !== survivor.id && merged.managerId !== merged.id);
}

/** Field by field what each of them has, where they differ; what the survivor lacks is suggested to be taken. */
export function comparison(two: Two): Compared[] {
  const mine = eventFields(fieldsOf(two.survivor)) as Record<string, Compared["survivor"]>;
  const theirs = eventFields(fieldsOf(two.merged)) as Record<string, Compared["merged"]>;
  return mergeFields.flatMap((field) => {
    const [survivor, merged] = [mine[field] ?? null, theirs[field] ?? null];
    if (isSame(survivor, merged)) return [];
    const choosable = isChoosable(field, two);
    const taken = choosable && isEmpty(survivor) && !isEmpty(merged);
    return [{ field, survivor, merged, suggested: taken ? "merged" : "survivor", choosable }];
  });
}

export async function unionOf(db: Reader, { survivor, merged }: Two) {
  const [mine, theirs] = await db.queries(placesByHand(survivor.uuid), placesByHand(merged.uuid));
  const here = new Set(mine.map(({ id }) => id));
  return {
    tags: [...new Set([...survivor.tags, ...merged.tags])],
    newRoles: merged.roles.filter((role) => !survivor.roles.includes(role)),
    groups: [...mine, ...theirs.filter(({ id }) => !here.has(id))],
    newGroups: theirs.filter(({ id }) => !here.has(id)),
  };
}
