import { createConsentPurpose, updateConsentPurpose, type ConsentPurpose } from "@atrium/contracts";
import { Banner, Button, Dialog, DialogActions, DialogBody } from "@atrium/ui";
import type { ReactNode } from "react";
import { useOperationAction } from "../../api/operation.ts";
import { useContractForm, type ContractForm } from "../../api/use-contract-form.ts";
import { useNotice } from "../../api/use-notice.ts";
import { useSayProblem } from "../../api/use-verb.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { FormTextField } from "../../ui/form-field.tsx";
import { ProblemBanner } from "../../ui/problem-banner.tsx";

type Props = { onClose: () => void };

/** Something to agree to: what it is for, and the words that people read. */
export function PurposeDialog({ purpose, onClose }: Props & { purpose: ConsentPurpose | null }) {
  return purpose === null ? <Add onClose={onClose} /> : <Edit purpose={purpose} onClose={onClose} />;
}

function Add({ onClose }: Props) {
  const { t } = useI18n();
  const tell = useNotice();
  const form = useContractForm(createConsentPurpose, {
    initial: { key: "", title: "", wording: "" },
    request: ({ key = "", title = "", wording = "" }) => ({ body: { key, title, wording } }),
    idempotent: true,
    onDone: ({ title }) => {
      tell(t("privacy.purposeAdded", { title }));
      onClose();
    },
  });
  return (
    <Frame form={form} title={t("privacy.addPurpose")} submit={t("privacy.addSubmit")} onClose={onClose}>
      <FormTextField
        form={form}
        name="key"
        label={t("privacy.key")}
        description={t("privacy.keyHelp")}
        autoComplete="off"
      />
    </Frame>
  );
}

function Edit({ purpose, onClose }: Props & { purpose: ConsentPurpose }) {
  const { t } = useI18n();
  const say = useSayProblem();
  const tell = useNotice();
  const back = useOperationAction(updateConsentPurpose);
  const { id, title, wording, version } = purpose;
  const form = useContractForm(updateConsentPurpose, {
    initial: { title, wording },
    request: ({ title: newTitle = "", wording: newWording = "" }) => ({
      params: { id },
      body: { title: newTitle, wording: newWording },
    }),
    options: () => ({ version }),
    onDone: (saved) => {
      onClose();
      if (saved.version === version) return;
      tell(t("privacy.purposeSaved", { title: saved.title }), () => {
        void back.mutateAsync({ request: { params: { id }, body: { title, wording } } }).catch(say);
      });
    },
  });
  return (
    <Frame form={form} title={t("privacy.editPurpose", { title })} submit={t("user.save")} onClose={onClose}>
      {form.values["wording"]?.trim() !== wording && (
        <Banner tone="warn">{t("privacy.newWording", { version: purpose.wordingVersion + 1 })}</Banner>
      )}
    </Frame>
  );
}

function Frame({
  form,
  title,
  submit,
  onClose,
  children,
}: Props & { form: ContractForm; title: string; submit: string; children?: ReactNode }) {
  const { t } = useI18n();
  return (
    <Dialog isOpen onOpenChange={onClose} title={title} width="wide">
      <form onSubmit={form.submit} noValidate>
        <DialogBody>
          <ProblemBanner error={form.problem} />
          <FormTextField form={form} name="title" label={t("privacy.title")} autoFocus autoComplete="off" />
          <FormTextField
            form={form}
            name="wording"
            label={t("privacy.wording")}
            description={t("privacy.wordingHelp")}
            multiline
          />
          {children}
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
