import type { OnboardingField } from "@atrium/contracts";
import { useI18n } from "../../i18n/i18n-context.tsx";

/** What of a profile is not filled in yet. */
export function MissingFields({ fields }: { fields: readonly OnboardingField[] }) {
  const { t, tag } = useI18n();
  const names = new Intl.ListFormat(tag).format(fields.map((field) => t(`field.${field}`)));
  return <p>{t("onboarding.missing", { fields: names })}</p>;
}
