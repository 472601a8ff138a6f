import { attributeLimits, type Attribute } from "@atrium/contracts";
import { fail } from "#kernel/operation";
import type { Json } from "#kernel/events/record";
import { checkValue, isEmptyValue } from "./check.ts";
import type { Definition, DefinitionValues } from "./definitions.ts";
import { readPattern } from "./pattern.ts";
import type { Sight } from "./sight.ts";

const rulesOfType: Readonly<Partial<Record<Definition["type"], readonly string[]>>> = {
  text: ["minLength", "maxLength", "pattern"],
  number: ["min", "max", "whole"],
  date: ["from", "to"],
};

/** Refuses what says nothing or contradicts itself, each with its place. */
export function checkDefinition(definition: DefinitionValues & Pick<Definition, "type">): void {
  const { type, rules, choices, defaultValue, searchable, indexed } = definition;
  const problems: { pointer: string; code: string; detail: string }[] = [];
  const refuse = (pointer: string, code: string, detail: string): void =>
    void problems.push({ pointer, code, detail });

  const fitting = rulesOfType[type] ?? [];
  for (const name of Object.keys(rules)) {
    if (!fitting.includes(name)) refuse(`/rules/${name}`, "unfit", "says nothing of this type");
  }
  const pairs = [["min", "max"], ["minLength", "maxLength"], ["from", "to"]] as const; // prettier-ignore
  for (const [low, high] of pairs) {
    const [least, most] = [rules[low], rules[high]];
    if (least !== undefined && most !== undefined && least > most)
      refuse(`/rules/${high}`, "unfit", "is below the least");
  }
  const pattern = rules.pattern === undefined ? null : readPattern(rules.pattern);
  if (pattern !== null && "unfit" in pattern) refuse("/rules/pattern", "pattern", pattern.unfit);
  const isChoice = type === "choice" || type === "multi_choice";
  if (isChoice && choices.length === 0) refuse("/choices", "required", "must hold at least one");
  if (!isChoice && choices.length > 0) refuse("/choices", "unfit", "says nothing of this type");
  if (type === "json" && indexed) refuse("/indexed", "unfit", "has no order and no values to ask for");
  if (type !== "text" && searchable) refuse("/searchable", "unfit", "is for texts");
  if (problems.length === 0 && !isEmptyValue(defaultValue)) {
    const checked = checkValue(defaultValue, definition);
    if ("code" in checked) refuse("/defaultValue", checked.code, checked.detail);
  }
  if (problems.length > 0) fail("attribute.unfit", { fields: problems });
}

export const needsIndex = ({ indexed, searchable }: Pick<Definition, "indexed" | "searchable">): boolean =>
  indexed || searchable;

/** Each index costs with every change of a person, so there are few. */
export function checkIndexed(others: readonly Definition[]): void {
  if (others.filter(needsIndex).length >= attributeLimits.indexed) {
    fail("attribute.index_limit", { extra: { most: attributeLimits.indexed } });
  }
}

export function shownAttribute(definition: Definition, sight: Pick<Sight, "mayWrite">): Attribute {
  const rules = Object.fromEntries(
    Object.entries(definition.rules).flatMap(([name, rule]) => (rule === undefined ? [] : [[name, rule]])),
  );
  return { ...definition, rules, writable: sight.mayWrite(definition) };
}

export const attributeTarget = ({ uuid, name }: Pick<Definition, "uuid" | "name">) => ({
  type: "attribute",
  id: uuid,
  name,
});

/** The settings as an event tells them. */
export function toldFields(values: DefinitionValues): Record<string, Json> {
  const { indexState: _, ...told } = values;
  return told as Record<string, Json>;
}
