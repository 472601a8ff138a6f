import type { ImportState as State } from "@atrium/contracts";
import { Mark, type MarkTone } from "@atrium/ui";
import { useI18n } from "../../i18n/i18n-context.tsx";

const tones: Record<State, MarkTone> = {
  reading: "info",
  mapping: "warn",
  checking: "info",
  checked: "warn",
  running: "info",
  done: "ok",
  failed: "bad",
  undone: "quiet",
  expired: "quiet",
};

export function ImportState({ state }: { state: State }) {
  const { t } = useI18n();
  return <Mark tone={tones[state]}>{t(`imports.state.${state}`)}</Mark>;
}

export const isAtWork = (state: State): boolean =>
  state === "reading" || state === "checking" || state === "running";
