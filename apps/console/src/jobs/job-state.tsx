import type { Job } from "@atrium/contracts";
import { Mark, type MarkTone } from "@atrium/ui";
import { useI18n } from "../i18n/i18n-context.tsx";

const tones: Record<Job["state"], MarkTone> = {
  queued: "quiet",
  running: "info",
  succeeded: "ok",
  failed: "bad",
  cancelled: "warn",
};

export function JobState({ state }: { state: Job["state"] }) {
  const { t } = useI18n();
  return <Mark tone={tones[state]}>{t(`jobs.state.${state}`)}</Mark>;
}
