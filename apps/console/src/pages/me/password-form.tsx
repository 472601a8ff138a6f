import { changePassword } from "@atrium/contracts";
import { Button } from "@atrium/ui";
import { useContractForm } from "../../api/use-contract-form.ts";
import { useApp } from "../../app/app-context.tsx";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { FormTextField } from "../../ui/form-field.tsx";
import { ProblemBanner } from "../../ui/problem-banner.tsx";

export function PasswordForm() {
  const { t } = useI18n();
  const { toasts } = useApp();
  const form = useContractForm(changePassword, {
    initial: { currentPassword: "", newPassword: "" },
    request: ({ currentPassword = "", newPassword = "" }) => ({ body: { currentPassword, newPassword } }),
    onDone: () => {
      toasts.add({ text: t("me.passwordChanged") }, { timeout: 6000 });
      form.set({ currentPassword: "", newPassword: "" });
    },
  });
  return (
    <form onSubmit={form.submit} noValidate className="flex max-w-95 flex-col gap-4">
      <p className="text-ink2">{t("me.passwordDetail")}</p>
      <ProblemBanner error={form.problem} />
      <FormTextField form={form} name="currentPassword" type="password" autoComplete="current-password" />
      <FormTextField form={form} name="newPassword" type="password" autoComplete="new-password" />
      <Button type="submit" isPending={form.isSending} className="self-start">
        {t("me.passwordChange")}
      </Button>
    </form>
  );
}
