import { deleteUser, restoreUser, setUserStatus, type User } from "@atrium/contracts";
import { useOperationAction } from "../../api/operation.ts";
import { describeProblem } from "../../api/problem.ts";
import { useApp } from "../../app/app-context.tsx";
import { useI18n } from "../../i18n/i18n-context.tsx";

type Settable = "active" | "inactive" | "suspended";
const undoMilliseconds = 15_000;

/** What can be done to a person. Each has its way back in the notice that follows. */
export function useUserVerbs(person: User, { onDeleted }: { onDeleted: () => void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { toasts } = useApp();
  const name = person.displayName;
  const params = { id: person.id };
  const status = useOperationAction(setUserStatus);
  const removal = useOperationAction(deleteUser);
  const restoring = useOperationAction(restoreUser);

  const say = (text: string, undo?: () => void) =>
    toasts.add(
      { text, ...(undo !== undefined && { action: { label: t("app.undo"), run: undo } }) },
      { timeout: undoMilliseconds },
    );
  const onError = (error: Error) => {
    const { title, detail } = describeProblem(error, i18n);
    toasts.add({ text: [title, detail].filter(Boolean).join(". "), tone: "bad" });
  };
  const change = (wanted: Settable, reason: string | undefined, done: () => void) =>
    status.mutate(
      { request: { params, body: { status: wanted, ...(reason && { reason }) } } },
      { onSuccess: done, onError },
    );
  const restore = () =>
    restoring.mutate(
      { request: { params } },
      { onSuccess: () => say(t("user.restored", { name })), onError },
    );

  return {
    isBusy: status.isPending || removal.isPending || restoring.isPending,
    setStatus(wanted: Settable, reason?: string) {
      const before = person.status;
      change(wanted, reason, () => {
        const text = t("user.status.done", { name, status: t(`status.${wanted}`) });
        const canUndo = before === "active" || before === "inactive" || before === "suspended";
        say(text, canUndo ? () => change(before, undefined, () => {}) : undefined);
      });
    },
    remove: () =>
      removal.mutate(
        { request: { params } },
        {
          onSuccess: () => {
            onDeleted();
            say(t("user.delete.done", { name }), restore);
          },
          onError,
        },
      ),
    restore,
  };
}
export type UserVerbs = ReturnType<typeof useUserVerbs>;
