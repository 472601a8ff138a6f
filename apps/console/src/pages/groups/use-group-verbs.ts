import { deleteGroup, mergeGroup, moveGroup, restoreGroup, type Group } from "@atrium/contracts";
import { useOperationAction } from "../../api/operation.ts";
import { useSayProblem } from "../../api/use-verb.ts";
import { useApp } from "../../app/app-context.tsx";
import { useI18n } from "../../i18n/i18n-context.tsx";

const undoMilliseconds = 15_000;
type Named = { readonly id: string; readonly name: string };

/** What can be done to a group. Each but the merging has its way back in the notice that follows. */
export function useGroupVerbs() {
  const { t } = useI18n();
  const { toasts } = useApp();
  const say = useSayProblem();
  const moving = useOperationAction(moveGroup);
  const removal = useOperationAction(deleteGroup);
  const restoring = useOperationAction(restoreGroup);
  const merging = useOperationAction(mergeGroup);
  const tell = (text: string, undo?: () => void) =>
    toasts.add(
      { text, ...(undo !== undefined && { action: { label: t("app.undo"), run: undo } }) },
      { timeout: undoMilliseconds },
    );
  const place = (id: string, parentId: string | null) =>
    moving.mutateAsync({ request: { params: { id }, body: { parentId } } });
  const restore = ({ id, name }: Named) =>
    void restoring
      .mutateAsync({ request: { params: { id } } })
      .then(() => tell(t("groups.restored", { name })))
      .catch(say);

  return {
    isBusy: moving.isPending || removal.isPending || restoring.isPending || merging.isPending,
    restore,
    move(group: Group, into: Named | null, then?: () => void) {
      const { id, name, parentId } = group;
      const text =
        into === null ? t("groups.movedOut", { name }) : t("groups.moved", { name, into: into.name });
      void place(id, into?.id ?? null)
        .then(() => {
          then?.();
          tell(text, () => void place(id, parentId).catch(say));
        })
        .catch(say);
    },
    remove(group: Group, then?: () => void) {
      void removal
        .mutateAsync({ request: { params: { id: group.id } }, options: { version: group.version } })
        .then(() => {
          then?.();
          tell(t("groups.deleted", { name: group.name }), () => restore(group));
        })
        .catch(say);
    },
    merge(group: Group, into: Named, then?: () => void) {
      void merging
        .mutateAsync({
          request: { params: { id: group.id }, body: { into: into.id } },
          options: { version: group.version },
        })
        .then(() => {
          then?.();
          tell(t("groups.merged", { name: group.name, into: into.name }));
        })
        .catch(say);
    },
  };
}
