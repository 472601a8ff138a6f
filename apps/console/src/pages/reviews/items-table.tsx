import { Button, Checkbox, ColumnHeader, Table, TableHead } from "@atrium/ui";
import { useState } from "react";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { ItemRow } from "./item-row.tsx";
import { RevokeDialog } from "./revoke-dialog.tsx";
import { useDecisions, type Decidable } from "./use-decisions.ts";

/** Who holds what, and whether that stays. */
export function ItemsTable({
  review,
  items,
  busy,
}: {
  review: string;
  items: readonly Decidable[];
  busy: boolean;
}) {
  const { t } = useI18n();
  const [revoking, setRevoking] = useState(false);
  const decisions = useDecisions(review, items, () => setRevoking(true));
  const { selected, free, decide } = decisions;
  const several = selected.length > 0;
  return (
    <>
      {free.length > 0 && (
        <div className="flex min-h-12 flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2 sm:px-6">
          <Checkbox
            isSelected={several && selected.length === free.length}
            isIndeterminate={several && selected.length < free.length}
            onChange={decisions.toggleAll}
          >
            {several ? t("reviews.selected", { count: selected.length }) : t("reviews.selectAll")}
          </Checkbox>
          {several ? (
            <span className="flex flex-wrap gap-2">
              <Button size="small" isDisabled={decisions.isPending} onPress={() => decide(selected, "keep")}>
                {t("reviews.keepSelected")}
              </Button>
              <Button
                size="small"
                kind="danger"
                isDisabled={decisions.isPending}
                onPress={() => setRevoking(true)}
              >
                {t("reviews.revokeSelected")}
              </Button>
            </span>
          ) : (
            <span className="text-small text-ink3 max-sm:hidden pointer-coarse:hidden">
              {t("reviews.keysHint")}
            </span>
          )}
        </div>
      )}
      <Table label={t("reviews.items")} busy={busy}>
        <TableHead>
          <ColumnHeader className="w-10 ps-4 sm:ps-6">
            <span className="sr-only">{t("reviews.selectAll")}</span>
          </ColumnHeader>
          <ColumnHeader>{t("requests.column.who")}</ColumnHeader>
          <ColumnHeader>{t("reviews.column.holds")}</ColumnHeader>
          <ColumnHeader className="max-lg:hidden">{t("reviews.column.seen")}</ColumnHeader>
          <ColumnHeader end className="pe-4 sm:pe-6">
            {t("reviews.decision")}
          </ColumnHeader>
        </TableHead>
        <tbody>
          {items.map((item) => (
            <ItemRow
              key={item.id}
              item={item}
              current={item.id === decisions.current}
              selected={selected.includes(item.id)}
              onToggle={() => decisions.toggle(item.id)}
              onCurrent={() => decisions.setCurrent(item.id)}
              onDecide={(decision) => decide([item.id], decision)}
            />
          ))}
        </tbody>
      </Table>
      {revoking && (
        <RevokeDialog
          count={selected.length}
          onClose={() => setRevoking(false)}
          onRevoke={(comment) => decide(selected, "revoke", comment)}
        />
      )}
    </>
  );
}
