import type { Consent } from "@atrium/contracts";
import { Mark } from "@atrium/ui";
import { useI18n } from "../i18n/i18n-context.tsx";

/** Agreed, refused, or not asked yet in these words. */
export function ConsentState({ given, answers }: Pick<Consent, "given" | "answers">) {
  const { t } = useI18n();
  if (given === null) {
    return <Mark tone="quiet">{t(answers.length === 0 ? "consents.open" : "consents.openAgain")}</Mark>;
  }
  return <Mark tone={given ? "ok" : "bad"}>{t(given ? "consents.given" : "consents.refused")}</Mark>;
}
