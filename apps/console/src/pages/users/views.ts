import type { UserSummary } from "@atrium/contracts";
import type { MessageKey } from "../../messages/en.ts";

export type View = { id: string; title: MessageKey; q: string; status: UserSummary["status"] | null };

/** Questions asked so often that they have a tab and a digit. */
export const userViews: readonly View[] = [
  { id: "all", title: "users.view.all", q: "", status: null },
  { id: "active", title: "status.active", q: "status:active", status: "active" },
  { id: "pending", title: "status.pending", q: "status:pending", status: "pending" },
  { id: "inactive", title: "status.inactive", q: "status:inactive", status: "inactive" },
  { id: "suspended", title: "status.suspended", q: "status:suspended", status: "suspended" },
  { id: "deleted", title: "status.deleted", q: "status:deleted", status: "deleted" },
];
