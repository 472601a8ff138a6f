import { updateRole, type Role } from "@atrium/contracts";
import { ApiError } from "@atrium/sdk";
import { useOperationAction } from "../../api/operation.ts";
import { useSayProblem } from "../../api/use-verb.ts";
import { useApp } from "../../app/app-context.tsx";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { draftOf } from "./role-draft.ts";
import type { RoleEditing } from "./use-role-draft.ts";

const undoMilliseconds = 20_000;

export type RoleSaving = {
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly reset: () => void;
  /** `holders`: what becomes of whoever holds it where it loses something. */
  readonly save: (holders?: string) => void;
};

/** Saves for the version that was read. What was saved can be taken back as long as nobody changed it again. */
export function useSaveRole(
  editing: RoleEditing,
  { onHeld, onConflict }: { onHeld: () => void; onConflict: () => void },
): RoleSaving {
  const { t } = useI18n();
  const { toasts } = useApp();
  const say = useSayProblem();
  const action = useOperationAction(updateRole);
  const { base, changes } = editing;
  const params = { slug: base.slug };

  const offerUndo = (after: Role) => {
    const back = () =>
      action
        .mutateAsync({
          request: {
            params,
            body: {
              ...draftOf(base),
              permissions: base.permissions,
              inherits: base.inherits,
              holders: "keep",
            },
          },
          options: { version: after.version },
        })
        .catch(say);
    toasts.add(
      {
        text: t("roles.saved", { name: after.name }),
        action: { label: t("app.undo"), run: () => void back() },
      },
      { timeout: undoMilliseconds },
    );
  };
  return {
    isPending: action.isPending,
    error: action.error,
    reset: action.reset,
    save(holders) {
      if (action.isPending) return;
      const body = { ...changes, ...(holders !== undefined && { holders }) };
      action.mutateAsync({ request: { params, body }, options: { version: base.version } }).then(
        (after) => {
          editing.saved(after);
          offerUndo(after);
        },
        (error: unknown) => {
          if (!(error instanceof ApiError)) return;
          if (error.code === "role.held") onHeld();
          if (error.code === "precondition.failed") onConflict();
        },
      );
    },
  };
}
