import { createServiceAccount, updateServiceAccount, type ServiceAccount } from "@atrium/contracts";
import { Button, Dialog, DialogActions, DialogBody } from "@atrium/ui";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useContractForm } from "../../api/use-contract-form.ts";
import type { ContractForm } from "../../api/use-contract-form.ts";
import { useApp } from "../../app/app-context.tsx";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { FormTextField } from "../../ui/form-field.tsx";
import { ProblemBanner } from "../../ui/problem-banner.tsx";
import { RoleChoice } from "../../ui/role-choice.tsx";

export function AccountDialog({ onClose }: { onClose: () => void }) {
  const { t } = useI18n();
  const { toasts } = useApp();
  const navigate = useNavigate();
  const { org = "" } = useParams({ strict: false });
  const [roles, setRoles] = useState<readonly string[]>([]);
  const form = useContractForm(createServiceAccount, {
    initial: { name: "", description: "" },
    request: ({ name = "", description }) => ({
      body: { name, roles: [...roles], ...(description && { description }) },
    }),
    idempotent: true,
    onDone: ({ id, name }) => {
      toasts.add({ text: t("accounts.made", { name }) }, { timeout: 6000 });
      void navigate({ to: "/o/$org/keys/accounts/$id", params: { org, id } });
    },
  });
  return (
    <AccountForm
      form={form}
      title={t("accounts.makeTitle")}
      detail={t("accounts.makeDetail")}
      submit={t("accounts.makeSubmit")}
      roles={roles}
      onRoles={setRoles}
      onClose={onClose}
    />
  );
}

export function EditAccountDialog({ account, onClose }: { account: ServiceAccount; onClose: () => void }) {
  const { t } = useI18n();
  const { toasts } = useApp();
  const [roles, setRoles] = useState<readonly string[]>(account.roles);
  const form = useContractForm(updateServiceAccount, {
    initial: { name: account.name, description: account.description ?? "" },
    request: ({ name = "", description = "" }, changed) => ({
      params: { id: account.id },
      body: {
        ...(changed.includes("name") && { name }),
        ...(changed.includes("description") && { description: description === "" ? null : description }),
        ...(roles !== account.roles && { roles: [...roles] }),
      },
    }),
    options: () => ({ version: account.version }),
    onDone: ({ name }) => {
      toasts.add({ text: t("accounts.saved", { name }) }, { timeout: 6000 });
      onClose();
    },
  });
  return (
    <AccountForm
      form={form}
      title={t("accounts.editTitle", { name: account.name })}
      submit={t("user.save")}
      roles={roles}
      onRoles={setRoles}
      onClose={onClose}
    />
  );
}

function AccountForm({
  form,
  title,
  detail,
  submit,
  roles,
  onRoles,
  onClose,
}: {
  form: ContractForm;
  title: string;
  detail?: string;
  submit: string;
  roles: readonly string[];
  onRoles: (roles: readonly string[]) => void;
  onClose: () => void;
}) {
  const { t } = useI18n();
  return (
    <Dialog isOpen onOpenChange={onClose} title={title}>
      <form onSubmit={form.submit} noValidate>
        <DialogBody>
          {detail !== undefined && <p>{detail}</p>}
          <ProblemBanner error={form.problem} />
          <FormTextField form={form} name="name" autoFocus autoComplete="off" />
          <FormTextField form={form} name="description" multiline />
          <RoleChoice label={t("field.roles")} chosen={roles} onChange={onRoles} />
        </DialogBody>
        <DialogActions>
          <Button onPress={onClose}>{t("app.cancel")}</Button>
          <Button type="submit" kind="primary" isPending={form.isSending}>
            {submit}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
