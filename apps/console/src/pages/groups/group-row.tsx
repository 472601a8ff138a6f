import type { Group } from "@atrium/contracts";
import { Badge, classNames, Icon } from "@atrium/ui";
import { Link } from "@tanstack/react-router";
import { useState, type DragEvent } from "react";
import { useI18n } from "../../i18n/i18n-context.tsx";
import type { GroupTreeProps } from "./tree-props.ts";
import type { TreeRow } from "./tree-rows.ts";

const step = 22;

export function GroupRow({
  row,
  tree,
  current,
  flash,
  dragged,
  onDrag,
  onStand,
}: {
  row: Extract<TreeRow, { kind: "group" }>;
  tree: GroupTreeProps;
  current: boolean;
  flash: boolean;
  dragged: Group | null;
  onDrag: (group: Group | null) => void;
  onStand: () => void;
}) {
  const { t, number } = useI18n();
  const [isOver, setOver] = useState(false);
  const { group, level, expanded } = row;
  const { onExpand, onOpen, onDrop, linkTo, actions } = tree;
  const disabled = tree.isDisabled?.(group) ?? false;
  const chosen = tree.chosen === group.id;
  const hasChildren = group.children > 0;
  const takes =
    onDrop !== undefined && dragged !== null && dragged.id !== group.id && dragged.parentId !== group.id;
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (takes) onDrop(dragged, group);
    onDrag(null);
  };
  const name = classNames("min-w-0 truncate font-semibold text-ink", disabled && "text-ink3");
  return (
    <tr
      data-tree-row={row.key}
      data-row={row.key}
      aria-level={level}
      aria-posinset={row.position}
      aria-setsize={row.size}
      {...(hasChildren && { "aria-expanded": expanded })}
      {...(tree.chosen !== undefined && { "aria-selected": chosen })}
      {...(disabled && { "aria-disabled": true })}
      tabIndex={current ? 0 : -1}
      onFocus={onStand}
      onClick={(event) => {
        if (event.target instanceof Element && event.target.closest("a,button") === null) {
          event.currentTarget.focus();
          if (linkTo === undefined && !disabled) onOpen(group);
        }
      }}
      draggable={onDrop !== undefined}
      onDragStart={(event) => {
        event.dataTransfer.setData("text/plain", group.name);
        event.dataTransfer.effectAllowed = "move";
        onDrag(group);
      }}
      onDragEnd={() => onDrag(null)}
      onDragOver={(event) => {
        if (!takes) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={classNames(
        "group/row outline-none focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-accent",
        flash && "flash-row",
        isOver && takes ? "bg-wash" : chosen ? "bg-wash" : "hover:bg-sunk/60",
        dragged?.id === group.id && "opacity-50",
      )}
    >
      <th
        role="rowheader"
        scope="row"
        className="h-row w-full max-w-0 border-b border-line py-1 ps-4 pe-3 text-start font-normal sm:ps-6"
      >
        <div className="flex items-center gap-1.5" style={{ paddingInlineStart: (level - 1) * step }}>
          {hasChildren ? (
            <button
              type="button"
              tabIndex={-1}
              aria-label={t(expanded ? "groups.close" : "groups.open", { name: group.name })}
              onClick={() => onExpand(group, !expanded)}
              className="flex size-6 shrink-0 cursor-default items-center justify-center rounded-small text-ink3 hover:bg-sunk hover:text-ink pointer-coarse:size-11"
            >
              <Icon
                name="chevron"
                className={classNames("size-3.5", !expanded && "-rotate-90 rtl:rotate-90")}
              />
            </button>
          ) : (
            <span className="size-6 shrink-0 pointer-coarse:size-11" />
          )}
          {linkTo === undefined ? (
            <bdi className={name}>{group.name}</bdi>
          ) : (
            <Link
              to="/o/$org/groups/$id"
              params={linkTo(group)}
              tabIndex={-1}
              className={classNames(name, "hover:underline")}
            >
              <bdi>{group.name}</bdi>
            </Link>
          )}
          {group.kind === "team" && <Badge tone="dashed">{t("groups.kind.team")}</Badge>}
          {group.rule !== null && <Badge>{t("groups.byRule")}</Badge>}
        </div>
      </th>
      <td role="gridcell" className="h-row border-b border-line px-3 text-end">
        <span className="sm:hidden sr-only">{t("groups.column.people")} </span>
        {number(group.members)}
      </td>
      <td role="gridcell" className="h-row border-b border-line px-3 text-end text-ink2 max-sm:hidden">
        {hasChildren ? number(group.membersWithin) : t("app.none")}
      </td>
      {actions !== undefined && (
        <td role="gridcell" className="h-row w-14 border-b border-line pe-4 text-end sm:pe-6">
          {actions(group)}
        </td>
      )}
    </tr>
  );
}
