import { changePassword, getAccount } from "@atrium/contracts";
import { Button } from "@atrium/ui";
import { useOperation } from "../../../api/operation.ts";
import { useContractForm } from "../../../api/use-contract-form.ts";
import { useApp } from "../../../app/app-context.tsx";
import { useI18n } from "../../../i18n/i18n-context.tsx";
import { FormTextField } from "../../../ui/form-field.tsx";
import { NewPasswordField } from "../../../ui/new-password-field.tsx";
import { ProblemBanner } from "../../../ui/problem-banner.tsx";
import { Section } from "../../../ui/section.tsx";

export function PasswordSection({ email }: { email: string }) {
  const { t, date } = useI18n();
  const { toasts } = useApp();
  const account = useOperation(getAccount);
  const changedAt = account.data?.passwordChangedAt ?? null;
  const form = useContractForm(changePassword, {
    initial: { currentPassword: "", newPassword: "" },
    request: ({ currentPassword = "", newPassword = "" }) => ({ body: { currentPassword, newPassword } }),
    onDone: () => {
      toasts.add({ text: t("me.passwordChanged") }, { timeout: 6000 });
      form.set({ currentPassword: "", newPassword: "" });
    },
  });
  return (
    <Section
      title={t("me.password")}
      detail={
        <>
          {t("me.passwordDetail")} {changedAt !== null && t("me.passwordAge", { when: date(changedAt) })}
        </>
      }
    >
      <form onSubmit={form.submit} noValidate className="flex max-w-95 flex-col gap-4">
        <ProblemBanner error={form.problem} />
        <FormTextField form={form} name="currentPassword" type="password" autoComplete="current-password" />
        <NewPasswordField form={form} known={[email]} />
        <Button type="submit" isPending={form.isSending} className="self-start">
          {t("me.passwordChange")}
        </Button>
      </form>
    </Section>
  );
}
