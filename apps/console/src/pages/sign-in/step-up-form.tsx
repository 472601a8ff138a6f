import { listFactors, passkeyOptions, passkeyStepUp, stepUp, type FactorKind } from "@atrium/contracts";
import { Button } from "@atrium/ui";
import { useMutation } from "@tanstack/react-query";
import { askForPasskey, passkeysWork } from "../../api/passkey.ts";
import { useCall, useOperation } from "../../api/operation.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { ProofForm } from "./proof-form.tsx";
import { isCodeWay, type Way } from "./ways.ts";

/** The password, or any factor that is set up. */
export function StepUpForm({ onDone, onCancel }: { onDone: () => void; onCancel: () => void }) {
  const { t } = useI18n();
  const call = useCall();
  const factors = useOperation(listFactors);
  const prove = useMutation({
    mutationFn: async ({ way, text }: { way: Way; text: string }) => {
      if (way === "password") return call(stepUp, { body: { password: text } });
      if (isCodeWay(way)) return call(stepUp, { body: { method: way, code: text } });
      const assertion = await askForPasskey(await call(passkeyOptions, { body: {} }));
      return call(passkeyStepUp, { body: { assertion } });
    },
    onSuccess: onDone,
  });
  const kinds: FactorKind[] = [];
  if (factors.data !== undefined) {
    const { totp, passkeys, emailCode, smsCode, recoveryCodes } = factors.data;
    if (passkeys.length > 0 && passkeysWork()) kinds.push("passkey");
    if (totp !== null) kinds.push("totp");
    if (emailCode !== null) kinds.push("email_code");
    if (smsCode !== null) kinds.push("sms_code");
    if (recoveryCodes.left > 0) kinds.push("recovery_code");
  }
  if (factors.isPending) return null;
  return (
    <div className="flex flex-col gap-2">
      <ProofForm
        ways={["password", ...kinds]}
        onProof={(way, text) => prove.mutate({ way, text })}
        onPasskey={() => prove.mutate({ way: "passkey", text: "" })}
        error={prove.error}
        isSending={prove.isPending}
        submit={t("stepUp.submit")}
      />
      <Button kind="quiet" onPress={onCancel}>
        {t("app.cancel")}
      </Button>
    </div>
  );
}
