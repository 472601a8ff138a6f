import type { Attribute, createAttribute, Request } from "@atrium/contracts";
import type { FormValues } from "../../api/use-contract-form.ts";

type Body = NonNullable<Request<typeof createAttribute>["body"]>;
type Type = Attribute["type"];

export const ruleNames = ["min", "max", "minLength", "maxLength", "pattern", "from", "to"] as const;
type RuleName = (typeof ruleNames)[number];
/** Which rules say something of which type. */
export const rulesOf: Readonly<Partial<Record<Type, readonly RuleName[]>>> = {
  text: ["minLength", "maxLength", "pattern"],
  number: ["min", "max"],
  date: ["from", "to"],
};
export const flagNames = ["required", "indexed", "searchable", "selfWritable", "whole"] as const;
type FlagName = (typeof flagNames)[number];

export const flagsOf = (type: Type): FlagName[] => [
  "required",
  ...(type === "json" ? [] : ["indexed" as const]),
  ...(type === "text" ? ["searchable" as const] : []),
  "selfWritable",
  ...(type === "number" ? ["whole" as const] : []),
];

const pairs = (all: readonly (readonly [string, string])[]): string =>
  all.map(([left, right]) => (left === right ? left : `${left} = ${right}`)).join("\n");
const readPairs = (text: string): [string, string][] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line) => {
      const at = line.indexOf("=");
      return at < 0 ? [line, line] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
    });

export const emptyDraft: FormValues = {
  key: "", name: "", type: "text", description: "", choices: "", names: "", defaultValue: "", readers: "", writers: "",
  ...Object.fromEntries(flagNames.map((name) => [name, ""])),
  ...Object.fromEntries(ruleNames.map((name) => [`rules.${name}`, ""])),
}; // prettier-ignore

export function draftOf(attribute: Attribute): FormValues {
  const { key: _key, type: _type, ...rest } = emptyDraft;
  const { name, description, choices, names, defaultValue, readers, writers, rules } = attribute;
  return {
    ...rest,
    name,
    description: description ?? "",
    choices: pairs(choices.map(({ value, label }) => [value, label])),
    names: pairs(Object.entries(names)),
    defaultValue:
      defaultValue === null
        ? ""
        : typeof defaultValue === "string"
          ? defaultValue
          : JSON.stringify(defaultValue),
    readers: (readers ?? []).join(" "),
    writers: (writers ?? []).join(" "),
    ...Object.fromEntries(flagNames.map((flag) => [flag, flag !== "whole" && attribute[flag] ? "yes" : ""])),
    whole: rules["whole"] === true ? "yes" : "",
    ...Object.fromEntries(ruleNames.map((rule) => [`rules.${rule}`, textOf(rules[rule])])),
  };
}

/** The usual value in the attribute's type; what cannot be read is sent as it is, for the server to say so. */
function readDefault(text: string, type: Type): Body["defaultValue"] {
  if (text.trim() === "") return null;
  if (type === "text" || type === "choice" || type === "date" || type === "reference") return text.trim();
  try {
    return JSON.parse(text) as Body["defaultValue"];
  } catch {
    return text;
  }
}

function readRules(values: FormValues, type: Type): NonNullable<Body["rules"]> {
  const number = new Set<RuleName>(["min", "max", "minLength", "maxLength"]);
  const found = (rulesOf[type] ?? []).flatMap((rule): [string, string | number][] => {
    const text = values[`rules.${rule}`]?.trim() ?? "";
    return text === "" ? [] : [[rule, number.has(rule) ? Number(text.replace(",", ".")) : text]];
  });
  const rules: Record<string, string | number> = Object.fromEntries(found);
  return { ...rules, ...(type === "number" && values["whole"] && { whole: true }) };
}

const textOf = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" ? String(value) : "";
const readHolders = (text: string | undefined): string[] | null => {
  const all = (text ?? "").split(" ").filter((each) => each !== "");
  return all.length === 0 ? null : all;
};

/** Everything but key and type, which are said once. */
export function settingsOf(values: FormValues, type: Type) {
  const has = (flag: FlagName): boolean => flagsOf(type).includes(flag) && Boolean(values[flag]);
  const isChoice = type === "choice" || type === "multi_choice";
  return {
    name: values["name"] ?? "",
    description: values["description"] || null,
    names: Object.fromEntries(readPairs(values["names"] ?? "")),
    choices: isChoice ? readPairs(values["choices"] ?? "").map(([value, label]) => ({ value, label })) : [],
    defaultValue: readDefault(values["defaultValue"] ?? "", type),
    rules: readRules(values, type),
    readers: readHolders(values["readers"]),
    writers: readHolders(values["writers"]),
    required: has("required"),
    indexed: has("indexed"),
    searchable: has("searchable"),
    selfWritable: has("selfWritable"),
  };
}
