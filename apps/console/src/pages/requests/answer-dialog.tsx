import { approveAccessRequest, denyAccessRequest, type AccessRequest } from "@atrium/contracts";
import { Button, Dialog, DialogActions, DialogBody } from "@atrium/ui";
import { useContractForm } from "../../api/use-contract-form.ts";
import { useApp } from "../../app/app-context.tsx";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { FormTextField } from "../../ui/form-field.tsx";
import { ProblemBanner } from "../../ui/problem-banner.tsx";
import { useRequestWords } from "./use-request-words.ts";

export type Answer = "approve" | "deny";

/** Says yes or no to a request, with a word about why. */
export function AnswerDialog({
  request,
  answer,
  onClose,
}: {
  request: AccessRequest;
  answer: Answer;
  onClose: () => void;
}) {
  const { t } = useI18n();
  const { toasts } = useApp();
  const words = useRequestWords();
  const { id, requesterName, subjectName, operation, reason } = request;
  const given = { what: words(request), who: subjectName ?? requesterName };
  const done = (text: string) => () => {
    toasts.add({ text }, { timeout: 6000 });
    onClose();
  };
  const approve = useContractForm(approveAccessRequest, {
    initial: { reason: "" },
    request: (values) => ({ params: { id }, body: values["reason"] ? { reason: values["reason"] } : {} }),
    onDone: done(t("requests.approved")),
  });
  const deny = useContractForm(denyAccessRequest, {
    initial: { reason: "" },
    request: (values) => ({ params: { id }, body: { reason: values["reason"] ?? "" } }),
    onDone: done(t("requests.denied")),
  });
  const yes = answer === "approve";
  const form = yes ? approve : deny;
  const title = !yes
    ? t("requests.denyTitle", given)
    : operation === null
      ? t("requests.approveTitle", given)
      : t("requests.approveOperationTitle", { ...given, who: requesterName });
  return (
    <Dialog isOpen onOpenChange={onClose} title={title}>
      <form onSubmit={form.submit} noValidate>
        <DialogBody>
          <p>
            {yes
              ? t("requests.approveDetail", { who: requesterName, reason })
              : t("requests.denyDetail", { who: requesterName })}
          </p>
          <ProblemBanner error={form.problem} />
          <FormTextField
            form={form}
            name="reason"
            multiline
            autoFocus
            label={yes ? t("requests.note") : t("requests.noteReason")}
          />
        </DialogBody>
        <DialogActions>
          <Button onPress={onClose}>{t("app.cancel")}</Button>
          <Button type="submit" kind={yes ? "primary" : "danger"} isPending={form.isSending}>
            {yes ? t("requests.approve") : t("requests.deny")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
