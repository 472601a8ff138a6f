import { listFactors } from "@atrium/contracts";
import { useState } from "react";
import { useOperation } from "../../../api/operation.ts";
import { useI18n } from "../../../i18n/i18n-context.tsx";
import { ConfirmDialog, type Confirmation } from "../../../ui/confirm-dialog.tsx";
import { Entries } from "../../../ui/entries.tsx";
import { Loaded } from "../../../ui/loaded.tsx";
import { Section } from "../../../ui/section.tsx";
import { EmailCodeEntry } from "./email-code-entry.tsx";
import { PasskeyEntries } from "./passkey-entries.tsx";
import { PhoneEntry } from "./phone-entry.tsx";
import { RecoveryCodesEntry } from "./recovery-codes-entry.tsx";
import { TotpEntry } from "./totp-entry.tsx";

export function FactorsSection() {
  const { t } = useI18n();
  const [asked, setAsked] = useState<Confirmation | null>(null);
  const factors = useOperation(listFactors);
  return (
    <Section title={t("me.factors")} detail={t("me.factorsDetail")}>
      <Loaded query={factors}>
        {({ totp, passkeys, emailCode, smsCode, recoveryCodes }) => (
          <Entries label={t("me.factors")}>
            <PasskeyEntries passkeys={passkeys} ask={setAsked} />
            <TotpEntry totp={totp} ask={setAsked} />
            <EmailCodeEntry emailCode={emailCode} ask={setAsked} />
            <PhoneEntry smsCode={smsCode} ask={setAsked} />
            <RecoveryCodesEntry
              codes={recoveryCodes}
              usable={totp !== null || passkeys.length > 0 || emailCode !== null || smsCode !== null}
            />
          </Entries>
        )}
      </Loaded>
      <ConfirmDialog asked={asked} onClose={() => setAsked(null)} />
    </Section>
  );
}
