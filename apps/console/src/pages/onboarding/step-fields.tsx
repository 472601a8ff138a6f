import { listConsentPurposes, onboardingFields, onboardingKinds } from "@atrium/contracts";
import { Checkbox, Select, TextField } from "@atrium/ui";
import { useId } from "react";
import { useOperation } from "../../api/operation.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { problemsOf, type StepDraft } from "./step-draft.ts";

/** What one step says, and how it gets done. */
export function StepFields({
  step,
  tried,
  onChange,
}: {
  step: StepDraft;
  tried: boolean;
  onChange: (change: Partial<StepDraft>) => void;
}) {
  const { t } = useI18n();
  const problems = tried ? problemsOf(step) : {};
  const said = (key: keyof typeof problems) => {
    const problem = problems[key];
    return problem === undefined ? undefined : t(problem);
  };
  return (
    <>
      <TextField
        label={t("onboarding.stepTitle")}
        value={step.title}
        error={said("title")}
        onChange={(title) => onChange({ title })}
        isRequired
        maxLength={150}
        autoComplete="off"
      />
      <Select
        label={t("onboarding.kind")}
        placeholder={t("onboarding.kind")}
        value={step.kind}
        options={onboardingKinds.map((id) => ({ id, label: t(`onboarding.kind.${id}`) }))}
        onChange={(chosen) => {
          const kind = onboardingKinds.find((each) => each === chosen);
          if (kind !== undefined) onChange({ kind });
        }}
      />
      {step.kind === "complete_profile" && (
        <FieldChoice
          fields={step.fields}
          error={said("fields")}
          onChange={(fields) => onChange({ fields })}
        />
      )}
      {step.kind === "agree" && (
        <PurposeChoice
          value={step.purposeId}
          error={said("purpose")}
          onChange={(purposeId) => onChange({ purposeId })}
        />
      )}
      <TextField
        label={t("onboarding.stepHelp")}
        value={step.help}
        onChange={(help) => onChange({ help })}
        maxLength={2000}
        multiline
      />
      <TextField
        label={t("onboarding.stepLink")}
        description={t("onboarding.stepLinkHelp")}
        value={step.link}
        error={said("link")}
        onChange={(link) => onChange({ link })}
        maxLength={500}
        autoComplete="off"
        spellCheck="false"
      />
    </>
  );
}

function FieldChoice({
  fields,
  error,
  onChange,
}: {
  fields: StepDraft["fields"];
  error: string | undefined;
  onChange: (fields: StepDraft["fields"]) => void;
}) {
  const { t } = useI18n();
  const id = useId();
  return (
    <div role="group" aria-labelledby={id} className="flex flex-col gap-1">
      <p id={id} className="text-small font-medium text-ink2">
        {t("onboarding.fields")}
      </p>
      <div className="grid grid-cols-2 gap-x-4 sm:grid-cols-3">
        {onboardingFields.map((field) => (
          <Checkbox
            key={field}
            isSelected={fields.includes(field)}
            onChange={(wanted) =>
              onChange(onboardingFields.filter((each) => (each === field ? wanted : fields.includes(each))))
            }
          >
            {t(`field.${field}`)}
          </Checkbox>
        ))}
      </div>
      {error !== undefined && (
        <p role="alert" className="text-small text-bad">
          {error}
        </p>
      )}
    </div>
  );
}

function PurposeChoice({
  value,
  error,
  onChange,
}: {
  value: string | null;
  error: string | undefined;
  onChange: (id: string) => void;
}) {
  const { t } = useI18n();
  const purposes = useOperation(listConsentPurposes, {});
  const options = (purposes.data?.items ?? [])
    .filter(({ id, archivedAt }) => archivedAt === null || id === value)
    .map(({ id, title }) => ({ id, label: title }));
  const none = purposes.data !== undefined && options.length === 0;
  return (
    <Select
      label={t("onboarding.purpose")}
      placeholder={t("onboarding.purpose")}
      value={value}
      options={options}
      error={error}
      {...(none && error === undefined && { description: t("onboarding.purposeMissing") })}
      isDisabled={none}
      onChange={onChange}
    />
  );
}
