import { accessRequestOptions, createAccessRequest, permissionNames } from "@atrium/contracts";
import { Button, Dialog, DialogActions, DialogBody, Segmented, Select, type Choice } from "@atrium/ui";
import { useState, type FormEvent } from "react";
import { useOperation } from "../../api/operation.ts";
import { useCan } from "../../api/session.ts";
import { useContractForm } from "../../api/use-contract-form.ts";
import { useApp } from "../../app/app-context.tsx";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { FormTextField } from "../../ui/form-field.tsx";
import { ProblemBanner } from "../../ui/problem-banner.tsx";
import { MomentField } from "../access/moment-field.tsx";
import { PermissionPicker, SubjectPicker } from "../access/pickers.tsx";

const kinds = ["role", "permission"] as const;

/** Asks for a role or a single right, for oneself or, where one may give roles, for another. */
export function RequestDialog({ onClose }: { onClose: () => void }) {
  const { t } = useI18n();
  const { toasts } = useApp();
  const can = useCan();
  const roles = useOperation(accessRequestOptions, {});
  const [kind, setKind] = useState<(typeof kinds)[number]>("role");
  const [role, setRole] = useState<string | null>(null);
  const [right, setRight] = useState<Choice | null>(null);
  const [subject, setSubject] = useState<Choice | null>(null);
  const [lacks, setLacks] = useState(false);
  const permission = permissionNames.find((name) => name === right?.id);
  const chosen = kind === "role" ? role !== null : permission !== undefined;
  const form = useContractForm(createAccessRequest, {
    initial: { validUntil: "", reason: "" },
    request: ({ validUntil, reason = "" }) => ({
      body: {
        ...(kind === "role" ? { role: role ?? "" } : permission !== undefined && { permission }),
        ...(subject !== null && { subject: subject.id }),
        ...(validUntil && { validUntil: new Date(validUntil).toISOString() }),
        reason,
      },
    }),
    idempotent: true,
    onDone: () => {
      toasts.add({ text: t("requests.sent") }, { timeout: 6000 });
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setLacks(!chosen);
    if (chosen) form.submit();
  };
  const missing = lacks && !chosen ? t("requests.missing") : undefined;
  const forMe = subject === null;
  return (
    <Dialog isOpen onOpenChange={onClose} title={t("requests.askTitle")}>
      <form onSubmit={submit} noValidate>
        <DialogBody>
          <p>{t("requests.askDetail")}</p>
          <ProblemBanner error={form.problem} />
          <Segmented
            label={t("requests.kind")}
            value={kind}
            segments={kinds.map((id) => ({ id, label: t(`requests.kind.${id}`) }))}
            onChange={setKind}
          />
          {kind === "role" ? (
            <Select
              label={t("requests.role")}
              placeholder={t("requests.role.choose")}
              value={role}
              error={missing}
              options={(roles.data?.roles ?? []).map(({ slug, name, held }) => ({
                id: slug,
                label: held && forMe ? t("requests.role.held", { name }) : name,
                disabled: held && forMe,
              }))}
              onChange={setRole}
            />
          ) : (
            <PermissionPicker value={right} isRequired error={missing} onChange={setRight} />
          )}
          {can("roles:assign") && can("access:read") && (
            <SubjectPicker
              label={t("requests.forWhom")}
              placeholder={t("requests.forWhom.me")}
              types={["user", "group", "service_account"]}
              value={subject}
              onChange={setSubject}
            />
          )}
          <MomentField form={form} name="validUntil" label={t("requests.until")} />
          <FormTextField form={form} name="reason" label={t("requests.reason")} multiline />
        </DialogBody>
        <DialogActions>
          <Button onPress={onClose}>{t("app.cancel")}</Button>
          <Button type="submit" kind="primary" isPending={form.isSending}>
            {t("requests.send")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
