import type { Attribute, User } from "@atrium/contracts";
import type { FormValues } from "../../api/use-contract-form.ts";

type Values = User["attributes"];
type Value = Values[string];

export const attributeField = (key: string): string => `attributes.${key}`;

/** Whether lists can be filtered and sorted by it. */
export const isAskable = (one: Attribute): one is Attribute & { type: Exclude<Attribute["type"], "json"> } =>
  one.indexed && one.indexState === "ready" && one.type !== "json";

/** The name in the reader's language, where it was given. */
export function attributeName({ name, names }: Pick<Attribute, "name" | "names">, locale: string): string {
  return names[locale] ?? names[locale.split("-")[0] ?? ""] ?? name;
}

/** A value as the form holds it: texts as they are, several choices with spaces between, anything else as JSON. */
function written(value: Value | undefined, { type }: Attribute): string {
  if (value === undefined || value === null) return "";
  if (type === "multi_choice" && Array.isArray(value))
    return value.filter((each) => typeof each === "string").join(" ");
  return typeof value === "string" ? value : JSON.stringify(value);
}

export function attributeFormValues(attributes: readonly Attribute[], values: Values): FormValues {
  return Object.fromEntries(
    attributes.map((attribute) => [attributeField(attribute.key), written(values[attribute.key], attribute)]),
  );
}

function read(text: string, { type }: Attribute): Value {
  if (text.trim() === "") return null;
  switch (type) {
    case "number": {
      const number = Number(text.trim().replace(",", "."));
      return Number.isNaN(number) ? text : number;
    }
    case "boolean":
      return text === "true";
    case "multi_choice":
      return text.split(" ").filter((each) => each !== "");
    case "json":
      try {
        return JSON.parse(text) as Value;
      } catch {
        return text;
      }
    default:
      return text.trim();
  }
}

/** The attributes whose fields were changed, in their types; null for what was emptied. */
export function editedAttributes(
  attributes: readonly Attribute[],
  values: FormValues,
  changed: readonly string[],
): Values | null {
  const edited = attributes.filter(({ key }) => changed.includes(attributeField(key)));
  if (edited.length === 0) return null;
  return Object.fromEntries(
    edited.map((attribute) => [attribute.key, read(values[attributeField(attribute.key)] ?? "", attribute)]),
  );
}
