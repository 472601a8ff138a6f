import { attributeTypes, createAttribute, updateAttribute, type Attribute } from "@atrium/contracts";
import { Button, Dialog, DialogActions, DialogBody, Select } from "@atrium/ui";
import type { ReactNode } from "react";
import { useContractForm, type ContractForm } from "../../api/use-contract-form.ts";
import { useNotice } from "../../api/use-notice.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { FormTextField } from "../../ui/form-field.tsx";
import { ProblemBanner } from "../../ui/problem-banner.tsx";
import { draftOf, emptyDraft, settingsOf } from "./attribute-draft.ts";
import { AttributeSettings } from "./attribute-settings.tsx";

type Props = { onClose: () => void };
const typeOf = (text: string | undefined): Attribute["type"] =>
  attributeTypes.find((type) => type === text) ?? "text";

export function AttributeDialog({ attribute, onClose }: Props & { attribute: Attribute | null }) {
  return attribute === null ? <Add onClose={onClose} /> : <Edit attribute={attribute} onClose={onClose} />;
}

function Add({ onClose }: Props) {
  const { t } = useI18n();
  const tell = useNotice();
  const form = useContractForm(createAttribute, {
    initial: emptyDraft,
    request: (values) => {
      const type = typeOf(values["type"]);
      return { body: { key: values["key"] ?? "", type, ...settingsOf(values, type) } };
    },
    idempotent: true,
    onDone: ({ name }) => {
      tell(t("attributes.added", { name }));
      onClose();
    },
  });
  const type = typeOf(form.values["type"]);
  return (
    <Frame
      form={form}
      title={t("attributes.add")}
      submit={t("attributes.addSubmit")}
      type={type}
      onClose={onClose}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <FormTextField
          form={form}
          name="key"
          label={t("attributes.key")}
          description={t("attributes.keyHelp")}
          autoComplete="off"
        />
        <Select
          label={t("attributes.type")}
          placeholder={t("attributes.type")}
          value={type}
          onChange={(chosen) => form.set({ type: chosen })}
          options={attributeTypes.map((each) => ({ id: each, label: t(`attributes.type.${each}`) }))}
        />
      </div>
    </Frame>
  );
}

function Edit({ attribute, onClose }: Props & { attribute: Attribute }) {
  const { t } = useI18n();
  const tell = useNotice();
  const { id, name, type, version } = attribute;
  const form = useContractForm(updateAttribute, {
    initial: draftOf(attribute),
    request: (values) => ({ params: { id }, body: settingsOf(values, type) }),
    options: () => ({ version }),
    onDone: (saved) => {
      tell(t("attributes.saved", { name: saved.name }));
      onClose();
    },
  });
  return (
    <Frame
      form={form}
      title={t("attributes.edit", { name })}
      submit={t("user.save")}
      type={type}
      onClose={onClose}
    />
  );
}

function Frame({
  form,
  title,
  submit,
  type,
  onClose,
  children,
}: Props & {
  form: ContractForm;
  title: string;
  submit: string;
  type: Attribute["type"];
  children?: ReactNode;
}) {
  const { t } = useI18n();
  return (
    <Dialog isOpen onOpenChange={onClose} title={title} width="wide" dismissable={form.changed.length === 0}>
      <form onSubmit={form.submit} noValidate>
        <DialogBody>
          <ProblemBanner error={form.problem} />
          <FormTextField form={form} name="name" label={t("attributes.name")} autoFocus autoComplete="off" />
          {children}
          <AttributeSettings form={form} type={type} />
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
