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
  // Promises rather than callbacks: the way back is taken from a notice, when this page may be gone.
  const change = (wanted: Settable, reason?: string) =>
    status.mutateAsync({ request: { params, body: { status: wanted, ...(reason && { reason }) } } });
  const restore = () =>
    void restoring
      .mutateAsync({ request: { params } })
      .then(() => say(t("user.restored", { name })))
      .catch(onError);

  return {
    isBusy: status.isPending || removal.isPending || restoring.isPending,
    setStatus(wanted: Settable, reason?: string) {
      const before = person.status;
      const back =
        before === "active" || before === "inactive" || before === "suspended"
          ? () => void change(before).catch(onError)
          : undefined;
      void change(wanted, reason)
        .then(() => say(t("user.status.done", { name, status: t(`status.${wanted}`) }), back))
        .catch(onError);
    },
    remove: () =>
      void removal
        .mutateAsync({ request: { params } })
        .then(() => {
          onDeleted();
          say(t("user.delete.done", { name }), restore);
        })
        .catch(onError),
    restore,
  };
}
export type UserVerbs = ReturnType<typeof useUserVerbs>;
