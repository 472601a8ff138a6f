import type { Group } from "@atrium/contracts";

/** One level of the tree, as far as it has been read. */
export type Level = {
  readonly groups: readonly Group[];
  readonly next: string | null;
  readonly total: number | null;
};
export type TreeRow =
  | {
      readonly kind: "group";
      readonly key: string;
      readonly group: Group;
      readonly level: number;
      readonly expanded: boolean;
      readonly position: number;
      readonly size: number;
    }
  | {
      readonly kind: "more" | "waiting";
      readonly key: string;
      readonly parent: string | null;
      readonly level: number;
    };

/** The rows in sight: each level below its group where that is open. */
export function treeRows(
  levelOf: (parent: string | null) => Level | undefined,
  isOpen: (group: Group) => boolean,
  from: { parent: string | null; level: number },
): TreeRow[] {
  const { parent, level } = from;
  const here = levelOf(parent);
  const place = parent ?? "outermost";
  if (here === undefined) return [{ kind: "waiting", key: `waiting ${place}`, parent, level }];
  const size = Math.max(here.total ?? 0, here.groups.length);
  const rows = here.groups.flatMap((group, at): TreeRow[] => {
    const expanded = group.children > 0 && isOpen(group);
    const row = { kind: "group", key: group.id, group, level, expanded, position: at + 1, size } as const;
    return expanded ? [row, ...treeRows(levelOf, isOpen, { parent: group.id, level: level + 1 })] : [row];
  });
  return here.next === null ? rows : [...rows, { kind: "more", key: `more ${place}`, parent, level }];
}

export type TreeMove =
  | { readonly kind: "focus"; readonly key: string }
  | { readonly kind: "expand" | "collapse" | "open" | "edit" | "delete"; readonly group: Group };

const onlyGroups = (rows: readonly TreeRow[]) => rows.filter((row) => row.kind === "group");

/** The next group whose name begins with what was typed, behind the present one and round again. */
export function typedAhead(rows: readonly TreeRow[], current: string, typed: string): TreeMove | null {
  const groups = onlyGroups(rows);
  const at = groups.findIndex(({ key }) => key === current);
  // One letter again means the next one; more letters may still mean this one.
  const start = typed.length === 1 ? at + 1 : Math.max(at, 0);
  const round = [...groups.slice(start), ...groups.slice(0, start)];
  const found = round.find(({ group }) =>
    group.name.toLocaleLowerCase().startsWith(typed.toLocaleLowerCase()),
  );
  return found === undefined ? null : { kind: "focus", key: found.key };
}

/** What a key means in the tree; null where it means nothing. `inward` is the arrow that points into the tree. */
export function treeMove(
  rows: readonly TreeRow[],
  current: string,
  pressed: { key: string; inward: "ArrowRight" | "ArrowLeft" },
): TreeMove | null {
  const at = rows.findIndex(({ key }) => key === current);
  const row = rows[at];
  const focus = (to: TreeRow | undefined): TreeMove | null =>
    to === undefined ? null : { kind: "focus", key: to.key };
  if (pressed.key === "ArrowDown") return focus(rows[at + 1]);
  if (pressed.key === "ArrowUp") return focus(rows[at - 1]);
  if (pressed.key === "Home") return focus(rows[0]);
  if (pressed.key === "End") return focus(rows.at(-1));
  if (row === undefined) return null;
  const sideways = pressed.key === "ArrowLeft" || pressed.key === "ArrowRight";
  if (sideways && pressed.key !== pressed.inward) {
    if (row.kind === "group" && row.expanded) return { kind: "collapse", group: row.group };
    return focus(rows.slice(0, at).findLast((above) => above.level < row.level));
  }
  if (row.kind !== "group") return null;
  if (sideways) {
    if (row.expanded) return focus(rows[at + 1]);
    return row.group.children > 0 ? { kind: "expand", group: row.group } : null;
  }
  const kind = ({ Enter: "open", F2: "edit", Delete: "delete" } as const)[pressed.key];
  return kind === undefined ? null : { kind, group: row.group };
}
