import { createInvitation } from "@atrium/contracts";
import { Button, Dialog, DialogActions, DialogBody } from "@atrium/ui";
import { useState } from "react";
import { useContractForm } from "../../api/use-contract-form.ts";
import { useApp } from "../../app/app-context.tsx";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { FormTextField } from "../../ui/form-field.tsx";
import { ProblemBanner } from "../../ui/problem-banner.tsx";
import { RoleChoice } from "../../ui/role-choice.tsx";

export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { t } = useI18n();
  const { toasts } = useApp();
  const [roles, setRoles] = useState<readonly string[]>(["user"]);
  const form = useContractForm(createInvitation, {
    initial: { email: "", firstName: "", lastName: "" },
    request: ({ email = "", firstName, lastName }) => ({
      body: { email, roles: [...roles], ...(firstName && { firstName }), ...(lastName && { lastName }) },
    }),
    idempotent: true,
    onDone: ({ email }) => {
      toasts.add({ text: t("invitations.sent", { email }) }, { timeout: 6000 });
      onClose();
    },
  });
  return (
    <Dialog isOpen onOpenChange={onClose} title={t("invitations.inviteTitle")}>
      <form onSubmit={form.submit} noValidate>
        <DialogBody>
          <p>{t("invitations.inviteDetail")}</p>
          <ProblemBanner error={form.problem} />
          <FormTextField form={form} name="email" type="email" autoFocus autoComplete="off" />
          <div className="grid gap-4 sm:grid-cols-2">
            <FormTextField form={form} name="firstName" autoComplete="off" />
            <FormTextField form={form} name="lastName" autoComplete="off" />
          </div>
          <RoleChoice label={t("field.roles")} chosen={roles} onChange={setRoles} />
        </DialogBody>
        <DialogActions>
          <Button onPress={onClose}>{t("app.cancel")}</Button>
          <Button type="submit" kind="primary" isPending={form.isSending}>
            {t("invitations.send")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
