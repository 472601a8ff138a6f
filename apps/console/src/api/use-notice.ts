import { useApp } from "../app/app-context.tsx";
import { useI18n } from "../i18n/i18n-context.tsx";

const plainMilliseconds = 6000;
const undoMilliseconds = 15_000;

/** Tells what was done; with a way back there is more time to take it. */
export function useNotice(): (text: string, undo?: () => void) => void {
  const { t } = useI18n();
  const { toasts } = useApp();
  return (text, undo) =>
    undo === undefined
      ? toasts.add({ text }, { timeout: plainMilliseconds })
      : toasts.add({ text, action: { label: t("app.undo"), run: undo } }, { timeout: undoMilliseconds });
}
