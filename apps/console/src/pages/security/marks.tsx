import type { SecurityEvent, Severity } from "@atrium/contracts";
import { Mark, type MarkTone } from "@atrium/ui";
import { useI18n } from "../../i18n/i18n-context.tsx";

const tones = { info: "quiet", low: "info", medium: "warn", high: "bad" } as const satisfies Record<
  Severity,
  MarkTone
>;

export function SeverityMark({ severity }: { severity: Severity }) {
  const { t } = useI18n();
  return <Mark tone={tones[severity]}>{t(`severity.${severity}`)}</Mark>;
}

/** Kinds that a newer server names and this console does not know keep their own name. */
export function useKindName(): (kind: SecurityEvent["kind"]) => string {
  const { find } = useI18n();
  return (kind) => find(`events.kind.${kind}`) ?? kind;
}
