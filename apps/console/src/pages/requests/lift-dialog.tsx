import { createAccessRequest, liftOperation, type ApprovalRule } from "@atrium/contracts";
import { Button, Dialog, DialogActions, DialogBody } from "@atrium/ui";
import { useContractForm } from "../../api/use-contract-form.ts";
import { useApp } from "../../app/app-context.tsx";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { FormTextField } from "../../ui/form-field.tsx";
import { ProblemBanner } from "../../ui/problem-banner.tsx";

/** Asks another person to agree that one person is enough again. */
export function LiftDialog({
  rule,
  what,
  onClose,
}: {
  rule: ApprovalRule;
  what: string;
  onClose: () => void;
}) {
  const { t } = useI18n();
  const { toasts } = useApp();
  const form = useContractForm(createAccessRequest, {
    initial: { reason: "" },
    request: ({ reason = "" }) => ({
      body: { operation: liftOperation, params: { id: rule.id }, reason },
    }),
    idempotent: true,
    onDone: () => {
      toasts.add({ text: t("rules.liftAsked") }, { timeout: 8000 });
      onClose();
    },
  });
  return (
    <Dialog isOpen onOpenChange={onClose} title={t("rules.liftTitle", { what })}>
      <form onSubmit={form.submit} noValidate>
        <DialogBody>
          <p>{t("rules.liftDetail")}</p>
          <ProblemBanner error={form.problem} />
          <FormTextField form={form} name="reason" label={t("requests.noteReason")} multiline autoFocus />
        </DialogBody>
        <DialogActions>
          <Button onPress={onClose}>{t("app.cancel")}</Button>
          <Button type="submit" kind="primary" isPending={form.isSending}>
            {t("rules.liftAsk")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
