import type { Group } from "@atrium/contracts";
import { useRef, useState, type KeyboardEvent } from "react";
import { useFlashes } from "../../api/flashes.ts";
import { useLive } from "../../api/live.tsx";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { GroupRow } from "./group-row.tsx";
import { TreeNote } from "./tree-note.tsx";
import type { GroupTreeProps } from "./tree-props.ts";
import { treeMove, typedAhead } from "./tree-rows.ts";

const typingMilliseconds = 600;

/** The groups as a tree: one row has the focus, arrows walk and open, letters find, a drag moves. */
export function GroupTree(props: GroupTreeProps) {
  const { label, rows, onExpand, onMore, onOpen, onEdit, onDelete, onDrop } = props;
  const { t } = useI18n();
  const flashing = useFlashes(useLive().flashes);
  const table = useRef<HTMLTableElement>(null);
  const typed = useRef({ text: "", at: 0 });
  const [stood, setStood] = useState<string | null>(props.chosen ?? null);
  const [dragged, setDragged] = useState<Group | null>(null);
  const current = rows.find(({ key }) => key === stood)?.key ?? rows[0]?.key ?? null;

  const focus = (key: string) => {
    setStood(key);
    const row = table.current?.querySelector<HTMLElement>(`[data-tree-row="${CSS.escape(key)}"]`);
    row?.focus();
    row?.scrollIntoView({ block: "nearest" });
  };
  const typeAhead = (key: string) => {
    const now = Date.now();
    const text = now - typed.current.at < typingMilliseconds ? typed.current.text + key : key;
    const repeated = [...text].every((letter) => letter === key) ? key : text;
    typed.current = { text, at: now };
    return current === null ? null : typedAhead(rows, current, repeated);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>) => {
    const { key, target, ctrlKey, metaKey, altKey } = event;
    const onRow = target instanceof HTMLElement && target.dataset["treeRow"] !== undefined;
    if (!onRow || current === null || ctrlKey || metaKey || altKey) return;
    if (key === "Enter" && current.startsWith("more ")) {
      event.preventDefault();
      const row = rows.find((one) => one.key === current);
      if (row?.kind === "more") onMore(row.parent);
      return;
    }
    const rtl = getComputedStyle(event.currentTarget).direction === "rtl";
    const isLetter = key.length === 1 && /[\p{L}\p{N}]/u.test(key);
    const move = isLetter
      ? typeAhead(key)
      : treeMove(rows, current, { key, inward: rtl ? "ArrowLeft" : "ArrowRight" });
    if (move === null && !isLetter) return;
    event.preventDefault();
    event.stopPropagation();
    if (move?.kind === "focus") focus(move.key);
    else if (move?.kind === "expand") onExpand(move.group, true);
    else if (move?.kind === "collapse") onExpand(move.group, false);
    else if (move?.kind === "open" && props.isDisabled?.(move.group) !== true) onOpen(move.group);
    else if (move?.kind === "edit") onEdit?.(move.group);
    else if (move?.kind === "delete") onDelete?.(move.group);
  };

  return (
    <>
      <table
        ref={table}
        role="treegrid"
        aria-label={label}
        onKeyDown={onKeyDown}
        className="w-full border-separate border-spacing-0 text-start"
      >
        <thead className="sticky top-0 z-10 bg-sheet max-sm:sr-only">
          <tr>
            {[t("groups.column.name"), t("groups.column.people"), t("groups.column.within")].map(
              (name, at) => (
                <th
                  key={name}
                  scope="col"
                  className={`h-9 border-b border-line px-3 text-small font-medium whitespace-nowrap text-ink2 ${at === 0 ? "ps-4 text-start sm:ps-6" : "text-end"}`}
                >
                  {name}
                </th>
              ),
            )}
            {props.actions !== undefined && (
              <th scope="col" className="w-14 border-b border-line pe-4 sm:pe-6">
                <span className="sr-only">{t("user.more")}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) =>
            row.kind === "group" ? (
              <GroupRow
                key={row.key}
                row={row}
                tree={props}
                current={row.key === current}
                flash={flashing.has(row.key)}
                dragged={dragged}
                onDrag={setDragged}
                onStand={() => setStood(row.key)}
              />
            ) : (
              <TreeNote
                key={row.key}
                row={row}
                columns={props.actions === undefined ? 3 : 4}
                current={row.key === current}
                onStand={() => setStood(row.key)}
                onMore={() => onMore(row.parent)}
              />
            ),
          )}
        </tbody>
      </table>
      {onDrop !== undefined && dragged !== null && dragged.parentId !== null && (
        <p
          onDragOver={(event) => event.preventDefault()}
          onDrop={(event) => {
            event.preventDefault();
            onDrop(dragged, null);
            setDragged(null);
          }}
          className="m-4 rounded-control border border-dashed border-accent bg-wash px-4 py-3 text-center"
        >
          {t("groups.dropOutermost")}
        </p>
      )}
    </>
  );
}
