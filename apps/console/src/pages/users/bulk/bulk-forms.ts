import type { bulkAct, Permission, Request } from "@atrium/contracts";

export type Act = Omit<NonNullable<Request<typeof bulkAct>["body"]>, "selection" | "size">;

/** What one fills in before many people are changed at once. */
export type BulkForm = {
  readonly id: "status" | "roles" | "groups" | "edit" | "message" | "delete" | "restore";
  readonly permission: Permission;
  readonly danger: boolean;
  /** For people who were deleted, and for them alone. */
  readonly onDeleted: boolean;
};

export const bulkForms: readonly BulkForm[] = [
  { id: "edit", permission: "users:update", danger: false, onDeleted: false },
  { id: "status", permission: "users:suspend", danger: false, onDeleted: false },
  { id: "roles", permission: "roles:assign", danger: false, onDeleted: false },
  { id: "groups", permission: "groups:update", danger: false, onDeleted: false },
  { id: "message", permission: "messages:send", danger: false, onDeleted: false },
  { id: "delete", permission: "users:delete", danger: true, onDeleted: false },
  { id: "restore", permission: "users:delete", danger: false, onDeleted: true },
];

export type Values = Readonly<Record<string, string>>;

const tagsIn = (text: string | undefined): string[] =>
  (text ?? "")
    .split(",")
    .map((tag) => tag.trim())
    .filter((tag) => tag !== "");

function edited({ title, department, addTags, removeTags }: Values): Act | null {
  const [added, removed] = [tagsIn(addTags), tagsIn(removeTags)];
  const fields = {
    ...(title ? { title } : {}),
    ...(department ? { department } : {}),
    ...(added.length > 0 && { addTags: added }),
    ...(removed.length > 0 && { removeTags: removed }),
  };
  return Object.keys(fields).length === 0 ? null : { verb: "update", fields };
}

const statuses = ["active", "inactive", "suspended"] as const;

/** What the server is asked to do; null while something is still to be said. */
export function actOf(form: BulkForm["id"], values: Values): Act | null {
  const { reason, role, group, subject, text, way } = values;
  switch (form) {
    case "edit":
      return edited(values);
    case "status": {
      const status = statuses.find((each) => each === values["status"]);
      return status === undefined ? null : { verb: "setStatus", status, ...(reason ? { reason } : {}) };
    }
    case "roles":
      return role ? { verb: way === "take" ? "removeRole" : "assignRole", role } : null;
    case "groups":
      return group ? { verb: way === "remove" ? "removeFromGroup" : "addToGroup", group } : null;
    case "message":
      return subject && text ? { verb: "message", subject, text } : null;
    case "delete":
    case "restore":
      return { verb: form };
  }
}
