import {
  createLifecycleRule,
  lifecycleStarts,
  updateLifecycleRule,
  type LifecycleRule,
} from "@atrium/contracts";
import { Banner, Button, Dialog, DialogActions, DialogBody, Segmented } from "@atrium/ui";
import { useState } from "react";
import { useContractForm, type ContractForm, type FormValues } from "../../api/use-contract-form.ts";
import { useNotice } from "../../api/use-notice.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { FormTextField } from "../../ui/form-field.tsx";
import { ProblemBanner } from "../../ui/problem-banner.tsx";
import { FilterField } from "../segments/filter-field.tsx";
import { StepsEditor, type StepDraft } from "./steps-editor.tsx";

type Start = (typeof lifecycleStarts)[number];
type Draft = { readonly starts: Start; readonly steps: readonly StepDraft[] };

const firstDraft: Draft = {
  starts: "no_sign_in",
  steps: [{ days: "90", act: "warn", subject: "", text: "" }],
};
const draftOf = ({ starts, steps }: LifecycleRule): Draft => ({
  starts,
  steps: steps.map(({ afterDays, act, subject, text }) => ({
    days: String(afterDays), act, subject: subject ?? "", text: text ?? "",
  })),
}); // prettier-ignore

function bodyOf(values: FormValues, { starts, steps }: Draft) {
  const { name = "", q = "", dailyShare = "" } = values;
  return {
    name,
    q,
    starts,
    dailyShare: Number(dailyShare),
    steps: steps.map(({ days, act, subject, text }) => ({
      afterDays: Number(days),
      act,
      ...(act === "warn" && { subject, text }),
    })),
  };
}

export function RuleDialog({ rule, onClose }: { rule: LifecycleRule | null; onClose: () => void }) {
  return rule === null ? <Add onClose={onClose} /> : <Edit rule={rule} onClose={onClose} />;
}

function Add({ onClose }: { onClose: () => void }) {
  const { t } = useI18n();
  const tell = useNotice();
  const [draft, setDraft] = useState(firstDraft);
  const form = useContractForm(createLifecycleRule, {
    initial: { name: "", q: "status:active", dailyShare: "20" },
    request: (values) => ({ body: bodyOf(values, draft) }),
    idempotent: true,
    onDone: ({ name }) => {
      tell(t("lifecycle.added", { name }));
      onClose();
    },
  });
  return (
    <Frame
      form={form}
      draft={draft}
      onDraft={setDraft}
      title={t("lifecycle.add")}
      submit={t("lifecycle.addSubmit")}
      switchesOff={false}
      onClose={onClose}
    />
  );
}

function Edit({ rule, onClose }: { rule: LifecycleRule; onClose: () => void }) {
  const { t } = useI18n();
  const tell = useNotice();
  const [draft, setDraft] = useState(() => draftOf(rule));
  const form = useContractForm(updateLifecycleRule, {
    initial: { name: rule.name, q: rule.q, dailyShare: String(rule.dailyShare) },
    request: (values) => ({ params: { id: rule.id }, body: bodyOf(values, draft) }),
    options: () => ({ version: rule.version }),
    onDone: ({ name }) => {
      tell(t("lifecycle.saved", { name }));
      onClose();
    },
  });
  const other = JSON.stringify(draft) !== JSON.stringify(draftOf(rule)) || form.changed.includes("q");
  return (
    <Frame
      form={form}
      draft={draft}
      onDraft={setDraft}
      title={t("lifecycle.edit", { name: rule.name })}
      submit={t("user.save")}
      switchesOff={rule.enabled && other}
      onClose={onClose}
    />
  );
}

function Frame({
  form,
  draft,
  onDraft,
  title,
  submit,
  switchesOff,
  onClose,
}: {
  form: ContractForm;
  draft: Draft;
  onDraft: (draft: Draft) => void;
  title: string;
  submit: string;
  switchesOff: boolean;
  onClose: () => void;
}) {
  const { t } = useI18n();
  return (
    <Dialog isOpen onOpenChange={onClose} title={title} width="wide">
      <form onSubmit={form.submit} noValidate>
        <DialogBody>
          <ProblemBanner error={form.problem} />
          <FormTextField
            form={form}
            name="name"
            label={t("lifecycle.nameLabel")}
            autoFocus
            autoComplete="off"
          />
          <FilterField field={form.field("q")} />
          <div className="flex flex-col gap-1.5">
            <Segmented
              label={t("lifecycle.starts")}
              segments={lifecycleStarts.map((id) => ({ id, label: t(`lifecycle.starts.${id}`) }))}
              value={draft.starts}
              onChange={(starts) => onDraft({ ...draft, starts })}
            />
            <p className="text-small">{t(`lifecycle.startsHelp.${draft.starts}`)}</p>
          </div>
          <StepsEditor steps={draft.steps} onChange={(steps) => onDraft({ ...draft, steps })} />
          <FormTextField
            form={form}
            name="dailyShare"
            label={t("lifecycle.share")}
            description={t("lifecycle.shareHelp")}
            autoComplete="off"
            className="max-w-80"
          />
          {switchesOff && <Banner tone="warn">{t("lifecycle.switchesOff")}</Banner>}
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
