import {
  createOnboardingChecklist,
  updateOnboardingChecklist,
  type OnboardingChecklist,
} from "@atrium/contracts";
import { Button, Dialog, DialogActions, DialogBody, Switch } from "@atrium/ui";
import { useState, type FormEvent } from "react";
import { useContractForm, type ContractForm, type FormValues } from "../../api/use-contract-form.ts";
import { useNotice } from "../../api/use-notice.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { FormTextField } from "../../ui/form-field.tsx";
import { ProblemBanner } from "../../ui/problem-banner.tsx";
import { FilterField } from "../segments/filter-field.tsx";
import { bodyOf, draftOf, newStep, problemsOf, type StepDraft } from "./step-draft.ts";
import { StepsEditor } from "./steps-editor.tsx";

type Draft = { readonly enabled: boolean; readonly steps: readonly StepDraft[] };

function requestBody(values: FormValues, { enabled, steps }: Draft) {
  const { name = "", description = "", forWhom = "", dueDays = "" } = values;
  return {
    name,
    description: description || null,
    forWhom,
    dueDays: dueDays.trim() === "" ? null : Number(dueDays),
    enabled,
    steps: steps.map(bodyOf),
  };
}

export function ChecklistDialog({
  checklist,
  onClose,
}: {
  checklist: OnboardingChecklist | null;
  onClose: () => void;
}) {
  return checklist === null ? <Add onClose={onClose} /> : <Edit checklist={checklist} onClose={onClose} />;
}

function Add({ onClose }: { onClose: () => void }) {
  const { t } = useI18n();
  const tell = useNotice();
  const [draft, setDraft] = useState<Draft>(() => ({ enabled: true, steps: [newStep()] }));
  const form = useContractForm(createOnboardingChecklist, {
    initial: { name: "", description: "", forWhom: "status:active", dueDays: "14" },
    request: (values) => ({ body: requestBody(values, draft) }),
    idempotent: true,
    onDone: ({ name }) => {
      tell(t("onboarding.added", { name }));
      onClose();
    },
  });
  const [title, submit] = [t("onboarding.add"), t("onboarding.addSubmit")];
  return (
    <Frame form={form} draft={draft} onDraft={setDraft} title={title} submit={submit} onClose={onClose} />
  );
}

function Edit({ checklist, onClose }: { checklist: OnboardingChecklist; onClose: () => void }) {
  const { t } = useI18n();
  const tell = useNotice();
  const { id, name, description, forWhom, dueDays, enabled, steps } = checklist;
  // The version that was opened: whoever changed it meanwhile is not overwritten unseen.
  const [version] = useState(checklist.version);
  const [draft, setDraft] = useState<Draft>(() => ({ enabled, steps: steps.map(draftOf) }));
  const form = useContractForm(updateOnboardingChecklist, {
    initial: {
      name,
      description: description ?? "",
      forWhom,
      dueDays: dueDays === null ? "" : String(dueDays),
    },
    request: (values) => ({ params: { id }, body: requestBody(values, draft) }),
    options: () => ({ version }),
    onDone: (saved) => {
      tell(t("onboarding.saved", { name: saved.name }));
      onClose();
    },
  });
  const [title, submit] = [t("onboarding.edit", { name }), t("user.save")];
  return (
    <Frame form={form} draft={draft} onDraft={setDraft} title={title} submit={submit} onClose={onClose} />
  );
}

function Frame({
  form,
  draft,
  onDraft,
  title,
  submit,
  onClose,
}: {
  form: ContractForm;
  draft: Draft;
  onDraft: (draft: Draft) => void;
  title: string;
  submit: string;
  onClose: () => void;
}) {
  const { t } = useI18n();
  const [tried, setTried] = useState(false);
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (draft.steps.every((step) => Object.keys(problemsOf(step)).length === 0)) form.submit(event);
  };
  const digits = form.field("dueDays");
  return (
    <Dialog isOpen onOpenChange={onClose} title={title} width="wide" dismissable={false}>
      <form onSubmit={send} noValidate>
        <DialogBody>
          <ProblemBanner error={form.problem} />
          <FormTextField
            form={form}
            name="name"
            label={t("onboarding.nameLabel")}
            autoFocus
            autoComplete="off"
          />
          <FormTextField
            form={form}
            name="description"
            label={t("onboarding.description")}
            description={t("onboarding.descriptionHelp")}
            multiline
          />
          <div>
            <p>{t("onboarding.whomHelp")}</p>
            <FilterField field={form.field("forWhom")} />
          </div>
          <FormTextField
            form={{
              ...form,
              field: () => ({
                ...digits,
                onChange: (text) => digits.onChange(text.replaceAll(/\D/g, "").slice(0, 4)),
              }),
            }}
            name="dueDays"
            label={t("onboarding.dueDays")}
            description={t("onboarding.dueDaysHelp")}
            autoComplete="off"
            className="max-w-80"
          />
          <StepsEditor steps={draft.steps} tried={tried} onChange={(steps) => onDraft({ ...draft, steps })} />
          <Switch isSelected={draft.enabled} onChange={(enabled) => onDraft({ ...draft, enabled })}>
            {t("onboarding.enabled")}
          </Switch>
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
