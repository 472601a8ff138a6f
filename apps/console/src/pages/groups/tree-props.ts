import type { Group } from "@atrium/contracts";
import type { ReactNode } from "react";
import type { TreeRow } from "./tree-rows.ts";

export type GroupTreeProps = {
  label: string;
  rows: readonly TreeRow[];
  onExpand: (group: Group, open: boolean) => void;
  onMore: (parent: string | null) => void;
  /** What Enter and a click do with a group. */
  onOpen: (group: Group) => void;
  onEdit?: ((group: Group) => void) | undefined;
  onDelete?: ((group: Group) => void) | undefined;
  /** Drawn at the end of a row; null where nothing can be done. */
  actions?: ((group: Group) => ReactNode) | undefined;
  /** Where the name leads, for those who open it elsewhere. */
  linkTo?: ((group: Group) => { org: string; id: string }) | undefined;
  /** What was dropped where; null is the outermost level. */
  onDrop?: ((group: Group, into: Group | null) => void) | undefined;
  chosen?: string | null;
  isDisabled?: ((group: Group) => boolean) | undefined;
};
