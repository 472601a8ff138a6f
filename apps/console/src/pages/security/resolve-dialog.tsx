import { resolveSecurityEvent, type SecurityEvent } from "@atrium/contracts";
import { Button, Dialog, DialogActions, DialogBody } from "@atrium/ui";
import { useContractForm } from "../../api/use-contract-form.ts";
import { useApp } from "../../app/app-context.tsx";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { FormTextField } from "../../ui/form-field.tsx";
import { ProblemBanner } from "../../ui/problem-banner.tsx";

export function ResolveDialog({ event, onClose }: { event: SecurityEvent; onClose: () => void }) {
  const { t } = useI18n();
  const { toasts } = useApp();
  const form = useContractForm(resolveSecurityEvent, {
    initial: { note: event.note ?? "" },
    request: ({ note = "" }) => ({
      params: { id: event.id },
      body: note.trim() === "" ? {} : { note: note.trim() },
    }),
    onDone: () => {
      toasts.add({ text: t("events.resolved") }, { timeout: 6000 });
      onClose();
    },
  });
  return (
    <Dialog isOpen onOpenChange={onClose} title={t("events.resolveTitle")}>
      <form onSubmit={form.submit} noValidate>
        <DialogBody>
          <p>{t("events.resolveDetail")}</p>
          <ProblemBanner error={form.problem} />
          <FormTextField form={form} name="note" multiline autoFocus label={t("events.note")} />
        </DialogBody>
        <DialogActions>
          <Button onPress={onClose}>{t("app.cancel")}</Button>
          <Button type="submit" kind="primary" isPending={form.isSending}>
            {t("events.resolve")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
