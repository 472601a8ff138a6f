import { startImpersonation, type User } from "@atrium/contracts";
import { Button, Checkbox, Dialog, DialogActions, DialogBody } from "@atrium/ui";
import { useState } from "react";
import { beginActing } from "../../api/acting.ts";
import { useCan } from "../../api/session.ts";
import { useContractForm } from "../../api/use-contract-form.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { FormTextField } from "../../ui/form-field.tsx";
import { ProblemBanner } from "../../ui/problem-banner.tsx";

export function ImpersonateDialog({
  person,
  organization,
  onClose,
}: {
  person: User;
  organization: string;
  onClose: () => void;
}) {
  const { t } = useI18n();
  const can = useCan();
  const [write, setWrite] = useState(false);
  const name = person.displayName;
  const form = useContractForm(startImpersonation, {
    initial: { reason: "" },
    request: ({ reason = "" }) => ({ params: { id: person.id }, body: { reason, write } }),
    onDone: (impersonation) => beginActing(impersonation, organization),
  });
  return (
    <Dialog isOpen onOpenChange={onClose} title={t("impersonation.title", { name })}>
      <form onSubmit={form.submit} noValidate>
        <DialogBody>
          <p>{t("impersonation.detail", { name })}</p>
          <ProblemBanner error={form.problem} />
          <FormTextField form={form} name="reason" autoFocus autoComplete="off" />
          {can("impersonation:write") && (
            <div className="flex flex-col">
              <Checkbox isSelected={write} onChange={setWrite}>
                {t("impersonation.write")}
              </Checkbox>
              <span className="ps-6 text-small text-ink3">{t("impersonation.writeDetail")}</span>
            </div>
          )}
          <p className="text-small">{t("impersonation.never")}</p>
        </DialogBody>
        <DialogActions>
          <Button onPress={onClose}>{t("app.cancel")}</Button>
          <Button type="submit" kind="primary" isPending={form.isSending}>
            {t("impersonation.start", { name })}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
