import { createApprovalRule, guardedOperations, permissionNames } from "@atrium/contracts";
import { Button, Dialog, DialogActions, DialogBody, Segmented, Select, type Choice } from "@atrium/ui";
import { useState, type FormEvent } from "react";
import { useContractForm } from "../../api/use-contract-form.ts";
import { useApp } from "../../app/app-context.tsx";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { ProblemBanner } from "../../ui/problem-banner.tsx";
import { PermissionPicker } from "../access/pickers.tsx";
import { RoleSelect } from "./role-select.tsx";
import { useOperationName } from "./use-request-words.ts";

const kinds = ["role", "permission", "operation"] as const;

export function RuleDialog({ onClose }: { onClose: () => void }) {
  const { t } = useI18n();
  const { toasts } = useApp();
  const operationName = useOperationName();
  const [kind, setKind] = useState<(typeof kinds)[number]>("role");
  const [role, setRole] = useState<string | null>(null);
  const [right, setRight] = useState<Choice | null>(null);
  const [doing, setDoing] = useState<string | null>(null);
  const [lacks, setLacks] = useState(false);
  const permission = permissionNames.find((name) => name === right?.id);
  const operation = guardedOperations.find((id) => id === doing);
  const body =
    kind === "role" ? role !== null && { role } : kind === "permission"
      ? permission !== undefined && { permission }
      : operation !== undefined && { operation }; // prettier-ignore
  const form = useContractForm(createApprovalRule, {
    initial: {},
    request: () => ({ body: body === false ? {} : body }),
    idempotent: true,
    onDone: () => {
      toasts.add({ text: t("rules.added") }, { timeout: 6000 });
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setLacks(body === false);
    if (body !== false) form.submit();
  };
  const missing = lacks && body === false ? t("requests.missing") : undefined;
  return (
    <Dialog isOpen onOpenChange={onClose} title={t("rules.addTitle")}>
      <form onSubmit={submit} noValidate>
        <DialogBody>
          <p>{t("rules.addDetail")}</p>
          <ProblemBanner error={form.problem} />
          <Segmented
            label={t("rules.kind")}
            value={kind}
            segments={kinds.map((id) => ({ id, label: t(`rules.kind.${id}`) }))}
            onChange={setKind}
          />
          {kind === "role" && <RoleSelect value={role} error={missing} onChange={setRole} />}
          {kind === "permission" && (
            <PermissionPicker value={right} isRequired error={missing} onChange={setRight} />
          )}
          {kind === "operation" && (
            <Select
              label={t("rules.kind.operation")}
              placeholder={t("rules.operation.choose")}
              value={doing}
              error={missing}
              options={guardedOperations.map((id) => ({ id, label: operationName(id) }))}
              onChange={setDoing}
            />
          )}
        </DialogBody>
        <DialogActions>
          <Button onPress={onClose}>{t("app.cancel")}</Button>
          <Button type="submit" kind="primary" isPending={form.isSending}>
            {t("rules.add")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
