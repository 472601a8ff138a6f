import { useCan, useSession } from "../../../api/session.ts";
import { useI18n } from "../../../i18n/i18n-context.tsx";
import { Section } from "../../../ui/section.tsx";
import { KeyEntries } from "../../keys/key-entries.tsx";

/** Programs that act for oneself, for whoever may see keys at all. */
export function KeysSection() {
  const { t } = useI18n();
  const can = useCan();
  const user = useSession().data?.user ?? null;
  if (user === null || !can("api_keys:read")) return null;
  return (
    <Section title={t("keys.ownTitle")} detail={t("keys.ownDetail")}>
      <KeyEntries owner={user.id} label={t("keys.ownTitle")} none={t("keys.ownNone")} />
    </Section>
  );
}
