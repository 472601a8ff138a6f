import { useI18n } from "../../../i18n/i18n-context.tsx";
import { Section } from "../../../ui/section.tsx";
import { KeyEntries } from "../../keys/key-entries.tsx";

export function KeysPart({ id }: { id: string }) {
  const { t } = useI18n();
  return (
    <Section title={t("keys.ownTitle")} detail={t("keys.personDetail")}>
      <KeyEntries owner={id} label={t("keys.ownTitle")} none={t("keys.personNone")} />
    </Section>
  );
}
