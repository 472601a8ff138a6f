import type { Attribute } from "@atrium/contracts";
import { Checkbox, Select, TextField } from "@atrium/ui";
import type { ContractForm } from "../../api/use-contract-form.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { attributeField, attributeName } from "./attribute-values.ts";

/** A field for each attribute that one may write, of its type. */
export function AttributeFields({
  form,
  attributes,
}: {
  form: ContractForm;
  attributes: readonly Attribute[];
}) {
  return attributes
    .filter(({ writable }) => writable)
    .map((attribute) => <AttributeField key={attribute.key} form={form} attribute={attribute} />);
}

function AttributeField({ form, attribute }: { form: ContractForm; attribute: Attribute }) {
  const { t, locale } = useI18n();
  const { key, type, choices, description, required, rules } = attribute;
  const name = attributeField(key);
  const { value, error, onChange } = form.field(name);
  const label = attributeName(attribute, locale);
  const texts = { label, error, ...(description !== null && { description }) };

  if (type === "multi_choice") {
    const chosen = value.split(" ").filter((each) => each !== "");
    return (
      <fieldset className="flex flex-col gap-1">
        <legend className="pb-1 text-small font-semibold text-ink">{label}</legend>
        {choices.map((choice) => (
          <Checkbox
            key={choice.value}
            isSelected={chosen.includes(choice.value)}
            onChange={(on) =>
              onChange(
                (on ? [...chosen, choice.value] : chosen.filter((each) => each !== choice.value)).join(" "),
              )
            }
          >
            {choice.label}
          </Checkbox>
        ))}
        {error !== undefined && <p className="text-small text-bad">{error}</p>}
      </fieldset>
    );
  }
  if (type === "choice" || type === "boolean") {
    const options =
      type === "choice"
        ? choices.map((choice) => ({ id: choice.value, label: choice.label }))
        : [
            { id: "true", label: t("attributes.yes") },
            { id: "false", label: t("attributes.no") },
          ];
    return (
      <Select
        {...texts}
        placeholder={t("attributes.unset")}
        value={value === "" ? unset : value}
        onChange={(chosen) => onChange(chosen === unset ? "" : chosen)}
        options={[...(required ? [] : [{ id: unset, label: t("attributes.unset") }]), ...options]}
      />
    );
  }
  const { maxLength } = rules;
  return (
    <TextField
      {...texts}
      name={name}
      value={value}
      onChange={onChange}
      isRequired={required}
      type={type === "date" ? "date" : "text"}
      inputMode={type === "number" ? "decimal" : "text"}
      multiline={type === "json"}
      autoComplete="off"
      {...(typeof maxLength === "number" && { maxLength })}
    />
  );
}

const unset = "-";
