import { login, type SessionInfo, type SignInAnswer } from "@atrium/contracts";
import { Button, Checkbox, Skeleton } from "@atrium/ui";
import { ApiError } from "@atrium/sdk";
import { lazy, Suspense, useState } from "react";
import { useContractForm } from "../../api/use-contract-form.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { FormTextField } from "../../ui/form-field.tsx";
import { ProblemBanner } from "../../ui/problem-banner.tsx";

const NextStep = lazy(() => import("./next-step.tsx").then(({ NextStep: step }) => ({ default: step })));
const OtherWays = lazy(() => import("./other-ways.tsx").then(({ OtherWays: ways }) => ({ default: ways })));

/** From name and password to a session, by all the steps that the organization wants in between. */
export function SignInForm({
  email = "",
  onDone,
}: {
  email?: string;
  onDone: (session: SessionInfo) => void;
}) {
  const { t } = useI18n();
  const [step, setStep] = useState<SignInAnswer | null>(null);
  const [over, setOver] = useState<Error | null>(null);
  const goOn = (answer: SignInAnswer) => {
    setOver(null);
    if (answer.session === null) setStep(answer);
    else onDone(answer.session);
  };
  const form = useContractForm(login, {
    initial: { email, password: "", remember: "" },
    request: (values) => ({
      body: {
        email: values["email"] ?? "",
        password: values["password"] ?? "",
        remember: values["remember"] === "yes",
      },
    }),
    onDone: goOn,
  });
  if (step !== null) {
    return (
      <Suspense fallback={<Skeleton className="w-full" />}>
        <NextStep
          key={step.ticket}
          answer={step}
          onAnswer={goOn}
          onOver={(error) => {
            setStep(null);
            setOver(error);
            form.set({ password: "" });
          }}
        />
      </Suspense>
    );
  }
  const routed = form.problem instanceof ApiError && form.problem.code === "auth.sso_required";
  return (
    <div className="flex flex-col gap-4">
      <form onSubmit={form.submit} noValidate className="flex flex-col gap-4">
        <ProblemBanner error={form.problem ?? over} />
        <FormTextField
          form={form}
          name="email"
          type="email"
          autoComplete="username webauthn"
          autoFocus={email === ""}
        />
        <FormTextField
          form={form}
          name="password"
          type="password"
          autoComplete="current-password"
          autoFocus={email !== ""}
        />
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
          <Checkbox
            isSelected={form.values["remember"] === "yes"}
            onChange={(chosen) => form.set({ remember: chosen ? "yes" : "" })}
          >
            {t("field.remember")}
          </Checkbox>
          <a href="/auth/forgot-password" className="inline-flex min-h-6 items-center text-accent underline">
            {t("signIn.forgot")}
          </a>
        </div>
        <Button type="submit" kind="primary" isPending={form.isSending}>
          {t("signIn.submit")}
        </Button>
      </form>
      <Suspense fallback={null}>
        <OtherWays
          email={form.values["email"] ?? ""}
          routed={routed}
          remember={form.values["remember"] === "yes"}
          onAnswer={goOn}
        />
      </Suspense>
    </div>
  );
}
