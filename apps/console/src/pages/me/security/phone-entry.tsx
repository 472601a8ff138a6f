import { beginPhone, confirmPhone, removePhone } from "@atrium/contracts";
import { Button, Dialog, DialogActions, DialogBody } from "@atrium/ui";
import { useState } from "react";
import { useContractForm } from "../../../api/use-contract-form.ts";
import { useVerb } from "../../../api/use-verb.ts";
import { useI18n } from "../../../i18n/i18n-context.tsx";
import { FormTextField } from "../../../ui/form-field.tsx";
import { ProblemBanner } from "../../../ui/problem-banner.tsx";
import type { AskFirst } from "../../../ui/confirm-dialog.tsx";
import { FactorEntry } from "./factor-entry.tsx";

export function PhoneEntry({
  smsCode,
  ask,
}: {
  smsCode: { addedAt: string; lastUsedAt: string | null; phone: string } | null;
  ask: AskFirst;
}) {
  const { t } = useI18n();
  const [open, setOpen] = useState(false);
  const name = t("factor.sms_code");
  const remove = useVerb(removePhone, t("factor.removed", { name }));
  return (
    <>
      <FactorEntry
        title={name}
        hint={t("factor.about.sms_code")}
        dates={smsCode}
        {...(smsCode !== null && { detail: smsCode.phone })}
        action={
          <>
            <Button
              size="small"
              {...(smsCode === null && { "aria-label": t("factor.setUpOf", { name }) })}
              onPress={() => setOpen(true)}
            >
              {t(smsCode === null ? "factor.setUp" : "factor.otherNumber")}
            </Button>
            {smsCode !== null && (
              <Button
                size="small"
                kind="danger"
                aria-label={t("factor.removeOf", { name })}
                onPress={() =>
                  ask({
                    title: t("factor.removeOf", { name }),
                    detail: t("factor.removeDetail"),
                    submit: t("factor.remove"),
                    onConfirm: () => remove.run(),
                  })
                }
              >
                {t("factor.remove")}
              </Button>
            )}
          </>
        }
      />
      {open && <PhoneDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function PhoneDialog({ onClose }: { onClose: () => void }) {
  const { t } = useI18n();
  const [sent, setSent] = useState<string | null>(null);
  const number = useContractForm(beginPhone, {
    initial: { phone: "" },
    request: ({ phone = "" }) => ({ body: { phone } }),
    onDone: ({ phone }) => setSent(phone),
  });
  const code = useContractForm(confirmPhone, {
    initial: { code: "" },
    request: (values) => ({ body: { code: values["code"] ?? "" } }),
    onDone: onClose,
  });
  const form = sent === null ? number : code;
  return (
    <Dialog isOpen onOpenChange={onClose} title={t("factor.sms_code")}>
      <form onSubmit={form.submit} noValidate>
        <DialogBody>
          <ProblemBanner error={form.problem} />
          {sent === null ? (
            <FormTextField
              key="phone"
              form={number}
              name="phone"
              type="tel"
              autoComplete="tel"
              autoFocus
              description={t("factor.phoneHint")}
            />
          ) : (
            <FormTextField
              key="code"
              form={code}
              name="code"
              label={t("factor.code.sms_code")}
              autoComplete="one-time-code"
              autoFocus
              description={t("factor.sentTo", { to: sent })}
            />
          )}
        </DialogBody>
        <DialogActions>
          <Button onPress={onClose}>{t("app.cancel")}</Button>
          <Button type="submit" kind="primary" isPending={form.isSending}>
            {t(sent === null ? "factor.send.sms_code" : "factor.totpConfirm")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
