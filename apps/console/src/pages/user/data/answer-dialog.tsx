import { recordUserConsent, type Consent } from "@atrium/contracts";
import { Button, Dialog, DialogActions, DialogBody, Segmented } from "@atrium/ui";
import { useState } from "react";
import { useContractForm } from "../../../api/use-contract-form.ts";
import { useNotice } from "../../../api/use-notice.ts";
import { useI18n } from "../../../i18n/i18n-context.tsx";
import { FormTextField } from "../../../ui/form-field.tsx";
import { ProblemBanner } from "../../../ui/problem-banner.tsx";

/** Writes down what somebody said elsewhere, and where they said so. Nothing is written over: the last answer counts. */
export function AnswerDialog({
  id,
  name,
  consent,
  onClose,
}: {
  id: string;
  name: string;
  consent: Consent;
  onClose: () => void;
}) {
  const { t } = useI18n();
  const tell = useNotice();
  const [given, setGiven] = useState<"yes" | "no">(consent.given === true ? "no" : "yes");
  const form = useContractForm(recordUserConsent, {
    initial: { evidence: "" },
    request: ({ evidence = "" }) => ({
      params: { id },
      body: { purposeId: consent.purposeId, given: given === "yes", evidence },
    }),
    idempotent: true,
    onDone: () => {
      tell(t("consents.recorded", { name }));
      onClose();
    },
  });
  return (
    <Dialog isOpen onOpenChange={onClose} title={t("consents.recordTitle", { title: consent.title })}>
      <form onSubmit={form.submit} noValidate>
        <DialogBody>
          <ProblemBanner error={form.problem} />
          <p dir="auto" className="whitespace-pre-wrap">
            {consent.wording}
          </p>
          <Segmented
            label={t("consents.answer")}
            segments={[
              { id: "yes", label: t("consents.given") },
              { id: "no", label: t("consents.refused") },
            ]}
            value={given}
            onChange={setGiven}
          />
          <FormTextField
            form={form}
            name="evidence"
            label={t("consents.evidence")}
            description={t("consents.evidenceHelp")}
            autoFocus
            autoComplete="off"
          />
        </DialogBody>
        <DialogActions>
          <Button onPress={onClose}>{t("app.cancel")}</Button>
          <Button type="submit" kind="primary" isPending={form.isSending}>
            {t("consents.record")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
