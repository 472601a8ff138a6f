import { unfitForRules } from "@atrium/contracts";
import type { Filter } from "@atrium/filter";
import { filterCondition, readFilter } from "#kernel/filter-list";
import type { Parameter } from "#kernel/db/statement";
import { fail } from "#kernel/operation";
import { userFilter } from "#modules/users";

/** What changes without anybody writing to the person: time passes, somebody signs in. */
const restless: ReadonlySet<string> = new Set(["created", "updated", "lastLogin", "lastSeen"]);

function fieldsAsked(filter: Filter): string[] {
  switch (filter.kind) {
    case "field":
      return [filter.field];
    case "and":
    case "or":
      return filter.items.flatMap(fieldsAsked);
    case "not":
      return fieldsAsked(filter.item);
    default:
      return [];
  }
}

/** Whether the people whom a rule finds can change while their rows stay as they are. */
export function needsSweep(rule: string): boolean {
  return fieldsAsked(readFilter(userFilter, rule)).some((field) => restless.has(field));
}

function holdsWords(filter: Filter): boolean {
  if (filter.kind === "and" || filter.kind === "or") return filter.items.some(holdsWords);
  return filter.kind === "not" ? holdsWords(filter.item) : filter.kind === "term";
}

/** Refuses what is no filter, finds everybody, or asks for what makes no sound rule. */
export function checkRule(rule: string): Filter {
  const filter = readFilter(userFilter, rule);
  const unfit = (detail: string): never =>
    fail("group.rule_unfit", { fields: [{ pointer: "/rule", code: "unfit", detail }] });
  if (filter.kind === "empty") unfit("asks for nothing");
  const asked = fieldsAsked(filter);
  const wrong = asked.find((field) => unfitForRules.includes(field));
  if (wrong !== undefined) {
    unfit(
      ["group", "role", "segment"].includes(wrong)
        ? "cannot ask for groups, roles or segments"
        : `cannot ask for ${wrong}: people write it themselves`,
    );
  }
  if (holdsWords(filter)) unfit("cannot ask for words: name the field they stand in");
  return filter;
}

/** Whom a rule finds, as a condition on `users`; deleted people never. */
export function ruleCondition(rule: string, now: Date): { where: string; values: readonly Parameter[] } {
  const { where, values } = filterCondition(userFilter, readFilter(userFilter, rule), now);
  return { where: `users.deleted_at is null and ${where}`, values };
}
