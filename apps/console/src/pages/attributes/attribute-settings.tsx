import type { Attribute } from "@atrium/contracts";
import { Checkbox } from "@atrium/ui";
import type { ContractForm } from "../../api/use-contract-form.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { FormTextField } from "../../ui/form-field.tsx";
import { flagsOf, rulesOf } from "./attribute-draft.ts";
import { HolderChoice } from "./holder-choice.tsx";

/** What is said of an attribute of this type; what says nothing of it is not shown. */
export function AttributeSettings({ form, type }: { form: ContractForm; type: Attribute["type"] }) {
  const { t } = useI18n();
  const isChoice = type === "choice" || type === "multi_choice";
  const rules = rulesOf[type] ?? [];
  return (
    <>
      {isChoice && (
        <FormTextField
          form={form}
          name="choices"
          label={t("attributes.choices")}
          description={t("attributes.choicesHelp")}
          multiline
        />
      )}
      {rules.length > 0 && (
        <div className="grid gap-4 sm:grid-cols-2">
          {rules.map((rule) => (
            <FormTextField
              key={rule}
              form={form}
              name={`rules.${rule}`}
              label={t(`attributes.${rule}`)}
              type={rule === "from" || rule === "to" ? "date" : "text"}
              autoComplete="off"
              {...(rule === "pattern" && {
                description: t("attributes.patternHelp"),
                className: "sm:col-span-2",
              })}
            />
          ))}
        </div>
      )}
      <div className="grid gap-x-4 gap-y-2 sm:grid-cols-2">
        {flagsOf(type).map((flag) => (
          <Checkbox
            key={flag}
            isSelected={form.values[flag] === "yes"}
            onChange={(on) => form.set({ [flag]: on ? "yes" : "" })}
          >
            {t(`attributes.${flag}`)}
          </Checkbox>
        ))}
      </div>
      {type !== "json" && (
        <FormTextField form={form} name="defaultValue" label={t("attributes.default")} autoComplete="off" />
      )}
      <HolderChoice form={form} name="readers" />
      <HolderChoice form={form} name="writers" />
      <FormTextField form={form} name="description" label={t("attributes.description")} multiline />
      <FormTextField
        form={form}
        name="names"
        label={t("attributes.names")}
        description={t("attributes.namesHelp")}
        multiline
      />
    </>
  );
}
