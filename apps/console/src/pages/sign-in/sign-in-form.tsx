import { login, type SessionInfo } from "@atrium/contracts";
import { Button, Checkbox } from "@atrium/ui";
import { useContractForm } from "../../api/use-contract-form.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { FormTextField } from "../../ui/form-field.tsx";
import { ProblemBanner } from "../../ui/problem-banner.tsx";

export function SignInForm({
  email = "",
  onDone,
}: {
  email?: string;
  onDone: (session: SessionInfo) => void;
}) {
  const { t } = useI18n();
  const form = useContractForm(login, {
    initial: { email, password: "", remember: "" },
    request: (values) => ({
      body: {
        email: values["email"] ?? "",
        password: values["password"] ?? "",
        remember: values["remember"] === "yes",
      },
    }),
    onDone: ({ session }) => {
      if (session !== null) onDone(session);
    },
  });
  return (
    <form onSubmit={form.submit} noValidate className="flex flex-col gap-4">
      <ProblemBanner error={form.problem} />
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
      <Checkbox
        isSelected={form.values["remember"] === "yes"}
        onChange={(chosen) => form.set({ remember: chosen ? "yes" : "" })}
      >
        {t("field.remember")}
      </Checkbox>
      <Button type="submit" kind="primary" isPending={form.isSending}>
        {t("signIn.submit")}
      </Button>
    </form>
  );
}
