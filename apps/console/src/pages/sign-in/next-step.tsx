import { renewPassword, type SignInAnswer } from "@atrium/contracts";
import { Button } from "@atrium/ui";
import { ApiError } from "@atrium/sdk";
import { useEffect, useEffectEvent } from "react";
import { useContractForm } from "../../api/use-contract-form.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { NewPasswordField } from "../../ui/new-password-field.tsx";
import { ProblemBanner } from "../../ui/problem-banner.tsx";
import { EnrolStep } from "./enrol-step.tsx";
import { FactorStep } from "./factor-step.tsx";
import type { StepProps } from "./ways.ts";

/** What the organization still wants before it lets somebody in. */
export function NextStep({
  answer: { next, ticket, factors },
  onAnswer,
  onOver,
}: {
  answer: SignInAnswer;
  onAnswer: (answer: SignInAnswer) => void;
  onOver: (error: Error) => void;
}) {
  const onRefused = (error: Error | null) => {
    if (error instanceof ApiError && error.code === "auth.ticket_invalid") onOver(error);
  };
  if (ticket === null) return null;
  const step = { ticket, onAnswer, onRefused };
  if (next === "factor") return <FactorStep {...step} factors={factors} />;
  if (next === "enrol") return <EnrolStep {...step} />;
  return <PasswordStep {...step} />;
}

function PasswordStep({ ticket, onAnswer, onRefused }: StepProps) {
  const { t } = useI18n();
  const form = useContractForm(renewPassword, {
    initial: { newPassword: "" },
    request: ({ newPassword = "" }) => ({ body: { ticket, newPassword } }),
    onDone: onAnswer,
  });
  const tell = useEffectEvent(onRefused);
  useEffect(() => tell(form.problem), [form.problem]);
  return (
    <form onSubmit={form.submit} noValidate className="flex flex-col gap-4">
      <p className="text-ink2">{t("signIn.renewDetail")}</p>
      <ProblemBanner error={form.problem} />
      <NewPasswordField form={form} autoFocus />
      <Button type="submit" kind="primary" isPending={form.isSending}>
        {t("signIn.renew")}
      </Button>
    </form>
  );
}
