import { addGroupMembers, removeGroupMembers } from "@atrium/contracts";
import { useOperationAction } from "../../api/operation.ts";
import { useSayProblem } from "../../api/use-verb.ts";
import { useApp } from "../../app/app-context.tsx";
import { useI18n } from "../../i18n/i18n-context.tsx";

type Named = { readonly id: string; readonly name: string };

/** Puts people into a group and takes them out, each with the way back. */
export function useMembers(group: Named) {
  const { t } = useI18n();
  const { toasts } = useApp();
  const say = useSayProblem();
  const adding = useOperationAction(addGroupMembers);
  const removing = useOperationAction(removeGroupMembers);
  const of = (userIds: readonly string[]) => ({
    request: { params: { id: group.id }, body: { userIds: [...userIds] } },
  });
  const tell = (text: string, undo: () => Promise<unknown>) =>
    toasts.add(
      { text, action: { label: t("app.undo"), run: () => void undo().catch(say) } },
      { timeout: 15_000 },
    );
  const values = (people: readonly Named[]) => ({
    count: people.length,
    who: people[0]?.name ?? "",
    group: group.name,
  });
  return {
    isBusy: adding.isPending || removing.isPending,
    say,
    /** None of them may be there already: the way back takes all of them out. */
    add: (people: readonly Named[]) => {
      const ids = people.map(({ id }) => id);
      return adding
        .mutateAsync(of(ids))
        .then(() => tell(t("groups.added", values(people)), () => removing.mutateAsync(of(ids))));
    },
    remove: (people: readonly Named[]) => {
      const ids = people.map(({ id }) => id);
      return removing
        .mutateAsync(of(ids))
        .then(() => tell(t("groups.removed", values(people)), () => adding.mutateAsync(of(ids))));
    },
  };
}
