import { useSession } from "../../../api/session.ts";
import { useI18n } from "../../../i18n/i18n-context.tsx";
import { MeHeader } from "../me-header.tsx";
import { AddressesSection } from "./addresses-section.tsx";
import { AttemptsSection } from "./attempts-section.tsx";
import { DevicesSection } from "./devices-section.tsx";
import { FactorsSection } from "./factors-section.tsx";
import { IdentitiesSection } from "./identities-section.tsx";
import { KeysSection } from "./keys-section.tsx";
import { PasswordSection } from "./password-section.tsx";
import { SessionsSection } from "./sessions-section.tsx";

/** How one gets in, where one is in, and who else tried. */
export function SecurityPage() {
  const { t } = useI18n();
  const { data } = useSession();
  if (data === undefined) return null;
  return (
    <>
      <MeHeader title={t("me.security")}>{t("me.securitySummary", { email: data.account.email })}</MeHeader>
      <SessionsSection />
      <FactorsSection />
      <PasswordSection email={data.account.email} />
      <DevicesSection />
      <AddressesSection />
      <IdentitiesSection />
      <KeysSection />
      <AttemptsSection />
    </>
  );
}
