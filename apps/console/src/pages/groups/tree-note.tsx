import { Button, Skeleton } from "@atrium/ui";
import { useI18n } from "../../i18n/i18n-context.tsx";
import type { TreeRow } from "./tree-rows.ts";

/** What stands in the tree and is no group: a level that is on its way, or the rest of a long one. */
export function TreeNote({
  row,
  columns,
  current,
  onStand,
  onMore,
}: {
  row: Exclude<TreeRow, { kind: "group" }>;
  columns: number;
  current: boolean;
  onStand: () => void;
  onMore: () => void;
}) {
  const { t } = useI18n();
  return (
    <tr
      data-tree-row={row.key}
      aria-level={row.level}
      tabIndex={current ? 0 : -1}
      onFocus={onStand}
      className="focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-accent"
    >
      <td role="gridcell" colSpan={columns} className="h-row border-b border-line px-4 sm:px-6">
        <div style={{ paddingInlineStart: row.level * 22 }}>
          {row.kind === "more" ? (
            <Button size="small" kind="quiet" excludeFromTabOrder onPress={onMore}>
              {t("groups.more")}
            </Button>
          ) : (
            <span role="status" aria-label={t("app.loading")}>
              <Skeleton className="w-40" />
            </span>
          )}
        </div>
      </td>
    </tr>
  );
}
