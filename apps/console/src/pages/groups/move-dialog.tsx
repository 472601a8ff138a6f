import type { Group } from "@atrium/contracts";
import { Button, Dialog, DialogActions, DialogBody } from "@atrium/ui";
import { useState } from "react";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { GroupTree } from "./group-tree.tsx";
import { useGroupLevels } from "./use-group-levels.ts";

/** Where a group is to lie: the tree to choose from, by arrows and letters as elsewhere. */
export function MoveDialog({
  group,
  onMove,
  onClose,
}: {
  group: Group;
  onMove: (into: Group | null) => void;
  onClose: () => void;
}) {
  const { t } = useI18n();
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [chosen, setChosen] = useState<Group | null>(null);
  const levels = useGroupLevels(null, ({ id }) => open.has(id) && id !== group.id);
  const expand = (one: Group, on: boolean) =>
    setOpen(new Set(on ? [...open, one.id] : [...open].filter((id) => id !== one.id)));
  return (
    <Dialog isOpen onOpenChange={onClose} title={t("groups.move.title", { name: group.name })} width="wide">
      <DialogBody>
        <p>{t("groups.move.detail")}</p>
        <div className="max-h-80 overflow-y-auto rounded-control border border-line bg-sheet scroll-quiet">
          <GroupTree
            label={t("groups.move.tree")}
            rows={levels.rows}
            onExpand={expand}
            onMore={levels.more}
            onOpen={setChosen}
            chosen={chosen?.id ?? null}
            isDisabled={({ id }) => id === group.id || id === group.parentId}
          />
        </div>
        <p role="status">
          {chosen === null ? t("groups.move.choose") : t("groups.move.below", { into: chosen.name })}
        </p>
      </DialogBody>
      <DialogActions>
        <Button onPress={onClose}>{t("app.cancel")}</Button>
        {group.parentId !== null && (
          <Button onPress={() => onMove(null)}>{t("groups.move.outermost")}</Button>
        )}
        <Button kind="primary" isDisabled={chosen === null} onPress={() => chosen !== null && onMove(chosen)}>
          {t("groups.move.submit")}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
