import {
  listDevices,
  passkeyOptions,
  trustDevice,
  verifyFactor,
  type FactorKind,
  type SignInAnswer,
} from "@atrium/contracts";
import { Checkbox } from "@atrium/ui";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { askForPasskey } from "../../api/passkey.ts";
import { useCall } from "../../api/operation.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { ProofForm } from "./proof-form.tsx";
import type { StepProps } from "./ways.ts";

type Proof = { method: FactorKind; code?: string };

/** The second factor. */
export function FactorStep({
  ticket,
  factors,
  onAnswer,
  onRefused,
}: StepProps & { factors: readonly FactorKind[] }) {
  const { t } = useI18n();
  const call = useCall();
  const [trust, setTrust] = useState(false);
  const prove = useMutation({
    mutationFn: async ({ method, code }: Proof) => {
      if (code !== undefined) return call(verifyFactor, { body: { ticket, method, code } });
      const assertion = await askForPasskey(await call(passkeyOptions, { body: { ticket } }));
      return call(verifyFactor, { body: { ticket, method, assertion } });
    },
    onSuccess: async (answer: SignInAnswer) => {
      if (trust && answer.session !== null) await trustThisDevice().catch(() => undefined);
      onAnswer(answer);
    },
    onError: onRefused,
  });
  /** Where the organization trusts no device, being asked again next time says enough. */
  const trustThisDevice = async () => {
    const { items } = await call(listDevices);
    const here = items.find(({ current }) => current);
    if (here !== undefined) await call(trustDevice, { params: { id: here.id }, body: { trusted: true } });
  };
  return (
    <div className="flex flex-col gap-4">
      <p className="text-ink2">{t("signIn.factorDetail")}</p>
      <ProofForm
        ways={factors}
        ticket={ticket}
        onProof={(way, code) => way !== "password" && prove.mutate({ method: way, code })}
        onPasskey={() => prove.mutate({ method: "passkey" })}
        error={prove.error}
        isSending={prove.isPending}
        submit={t("signIn.goOn")}
      >
        <Checkbox isSelected={trust} onChange={setTrust}>
          {t("signIn.trust")}
        </Checkbox>
      </ProofForm>
    </div>
  );
}
