import { confirmEnrolledTotp, enrolPasskey, enrolPasskeyOptions, enrolTotp } from "@atrium/contracts";
import { Button } from "@atrium/ui";
import { useMutation } from "@tanstack/react-query";
import { makePasskey, passkeysWork } from "../../api/passkey.ts";
import { useCall, useOperationAction } from "../../api/operation.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { ProblemBanner } from "../../ui/problem-banner.tsx";
import { TotpForm } from "../../ui/totp-form.tsx";
import type { StepProps } from "./ways.ts";

/** A first second factor, where the organization wants one. */
export function EnrolStep({ ticket, onAnswer, onRefused }: StepProps) {
  const { t } = useI18n();
  const call = useCall();
  const begin = useOperationAction(enrolTotp);
  const confirm = useOperationAction(confirmEnrolledTotp, { onDone: onAnswer });
  const passkey = useMutation({
    mutationFn: async () => {
      const credential = await makePasskey(await call(enrolPasskeyOptions, { body: { ticket } }));
      return call(enrolPasskey, { body: { ticket, credential } });
    },
    onSuccess: onAnswer,
    onError: onRefused,
  });
  if (begin.data !== undefined) {
    return (
      <TotpForm
        begun={begin.data}
        error={confirm.error}
        isSending={confirm.isPending}
        onCode={(code) => confirm.mutate({ request: { body: { ticket, code } } }, { onError: onRefused })}
      />
    );
  }
  return (
    <div className="flex flex-col gap-4">
      <p className="text-ink2">{t("signIn.enrolDetail")}</p>
      <ProblemBanner error={begin.error ?? passkey.error} />
      {passkeysWork() && (
        <Button kind="primary" isPending={passkey.isPending} onPress={() => passkey.mutate()}>
          {t("signIn.enrolPasskey")}
        </Button>
      )}
      <Button
        isPending={begin.isPending}
        onPress={() => begin.mutate({ request: { body: { ticket } } }, { onError: onRefused })}
      >
        {t("signIn.enrolTotp")}
      </Button>
    </div>
  );
}
