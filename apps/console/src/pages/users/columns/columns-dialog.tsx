import { Button, Checkbox, Dialog, DialogActions, DialogBody, IconButton } from "@atrium/ui";
import { useI18n } from "../../../i18n/i18n-context.tsx";
import { mostColumns, moved, usualColumns } from "./chosen-columns.ts";
import type { Columns } from "./use-columns.ts";

/** Which columns the list has and in which order; the list behind changes as one chooses. */
export function ColumnsDialog({ columns, onClose }: { columns: Columns; onClose: () => void }) {
  const { t } = useI18n();
  const { all, ids, choose } = columns;
  const others = all.filter(({ id }) => !ids.includes(id));
  return (
    <Dialog isOpen onOpenChange={onClose} title={t("lists.columns.title")}>
      <DialogBody>
        <p>{t("lists.columns.detail")}</p>
        <ol aria-label={t("lists.columns.shown")} className="flex flex-col">
          {columns.columns.map(({ id, title }, at) => (
            <li key={id} className="flex min-h-9 items-center gap-1 border-b border-line last:border-b-0">
              <Checkbox
                className="flex-1 justify-start"
                isSelected
                isDisabled={ids.length === 1}
                onChange={() => choose(ids.filter((other) => other !== id))}
              >
                <bdi className="text-ink">{title}</bdi>
              </Checkbox>
              <IconButton
                icon="up"
                label={t("lists.columns.up", { column: title })}
                isDisabled={at === 0}
                onPress={() => choose(moved(ids, at, -1))}
              />
              <IconButton
                icon="down"
                label={t("lists.columns.down", { column: title })}
                isDisabled={at === ids.length - 1}
                onPress={() => choose(moved(ids, at, 1))}
              />
            </li>
          ))}
        </ol>
        <div
          role="group"
          aria-label={t("lists.columns.others")}
          className="grid gap-x-5 gap-y-1 sm:grid-cols-2"
        >
          {others.map(({ id, title }) => (
            <Checkbox
              key={id}
              className="justify-start"
              isSelected={false}
              isDisabled={ids.length >= mostColumns}
              onChange={() => choose([...ids, id])}
            >
              <bdi>{title}</bdi>
            </Checkbox>
          ))}
        </div>
      </DialogBody>
      <DialogActions>
        <Button onPress={() => choose(usualColumns)}>{t("lists.columns.usual")}</Button>
        <Button kind="primary" onPress={onClose}>
          {t("lists.done")}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
