import {
  assignUserRole,
  deleteUser,
  removeUserRole,
  restoreUser,
  setUserStatus,
  updateUser,
  type BulkVerb,
  type Contract,
  type ErrorCode,
  type Permission,
} from "@atrium/contracts";
import type { Happening, Json } from "#kernel/events/record";
import type { RawInput } from "#kernel/validate";
import type { ActInput } from "./act-input.ts";

/** What a verb has to know of somebody before. */
export type Person = { id: string; tags: readonly string[] };
export type Before = { readonly [key: string]: Json };

/** A verb that is done person by person: by which operation, with what, and how it is put back. */
export type RowVerb = {
  readonly contract: Pick<Contract, "id">;
  readonly input: (person: Person, act: ActInput) => RawInput;
  readonly before: (told: Happening, act: ActInput) => Before;
  /** What only says that there is nothing to do. */
  readonly nothingToDo?: readonly ErrorCode[];
};

export const permissionOf: Record<BulkVerb, Permission> = {
  update: "users:update",
  setStatus: "users:suspend",
  assignRole: "roles:assign",
  removeRole: "roles:assign",
  addToGroup: "groups:update",
  removeFromGroup: "groups:update",
  delete: "users:delete",
  restore: "users:delete",
  message: "messages:send",
};

const changesOf = (told: Happening): Record<string, Json> =>
  Object.fromEntries((told.changes ?? []).map(({ field, before }) => [field, before]));

/** The fields of an act for somebody, with the tags that they have by then. */
export function updateOf({ tags }: Person, { fields, addTags, removeTags }: ActInput): Record<string, Json> {
  if (addTags.length === 0 && removeTags.length === 0) return fields;
  const gone = new Set(removeTags);
  return { ...fields, tags: [...new Set([...tags.filter((tag) => !gone.has(tag)), ...addTags])] };
}

const call = (id: string, body?: unknown): RawInput => ({ params: { id }, query: {}, body });

export const rowVerbs: Partial<Record<BulkVerb, RowVerb>> = {
  update: {
    contract: updateUser,
    input: (person, act) => call(person.id, updateOf(person, act)),
    before: (told) => ({ fields: changesOf(told) }),
  },
  setStatus: {
    contract: setUserStatus,
    input: ({ id }, { status, reason }) => call(id, { status, ...(reason === null ? {} : { reason }) }),
    before: (told) => {
      const { status = null, statusReason = null } = changesOf(told);
      return { status, reason: statusReason };
    },
  },
  assignRole: {
    contract: assignUserRole,
    input: ({ id }, { role }) => call(id, { role }),
    before: (_told, { role }) => ({ without: role }),
    nothingToDo: ["role.already_held"],
  },
  removeRole: {
    contract: removeUserRole,
    input: ({ id }, { role }) => ({ params: { id, role }, query: {}, body: undefined }),
    before: (_told, { role }) => ({ with: role }),
    // That the role itself is there was looked at before the job began.
    nothingToDo: ["role.unknown"],
  },
  delete: {
    contract: deleteUser,
    input: ({ id }) => call(id),
    before: () => ({ deleted: false }),
  },
  restore: {
    contract: restoreUser,
    input: ({ id }) => call(id),
    before: () => ({ deleted: true }),
    nothingToDo: ["user.not_deleted"],
  },
};
