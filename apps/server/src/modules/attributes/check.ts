import { attributeLimits, formatId, parseId } from "@atrium/contracts";
import type { Definition } from "./definitions.ts";
import { readPattern } from "./pattern.ts";

/** What of a definition decides whether a value fits. */
type Judged = Pick<Definition, "type" | "rules" | "choices">;

/** A value as it is stored, or what speaks against it. */
export type Checked = { readonly value: unknown } | { readonly code: string; readonly detail: string };

const unfit = (code: string, detail: string): Checked => ({ code, detail });
const mostChosen = 50;
const date = /^(\d{4})-(\d{2})-(\d{2})$/;

function isDate(text: string): boolean {
  const match = date.exec(text);
  if (match === null || Number(match[1]) < 1) return false;
  const parsed = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text);
}

function checkText(value: unknown, { rules }: Judged): Checked {
  if (typeof value !== "string") return unfit("type", "must be a text");
  const text = value.normalize("NFC").trim();
  const length = Array.from(text).length;
  const most = rules.maxLength ?? attributeLimits.text;
  if (/[\u0000-\u0008\u000b-\u001f\u007f]/.test(text))
    return unfit("characters", "holds characters that cannot be shown");
  if (length > most) return unfit("too_long", `has more than ${most} characters`);
  if (length < (rules.minLength ?? 0))
    return unfit("too_short", `has less than ${rules.minLength} characters`);
  const pattern = rules.pattern === undefined ? null : readPattern(rules.pattern);
  if (pattern !== null && "test" in pattern && !pattern.test(text)) {
    return unfit("pattern", `does not look like ${rules.pattern}`);
  }
  return { value: text };
}

function checkNumber(value: unknown, { rules }: Judged): Checked {
  if (typeof value !== "number" || !Number.isFinite(value)) return unfit("type", "must be a number");
  if (Math.abs(value) > 1e15) return unfit("too_large", "has more than 15 digits");
  if (rules.whole === true && !Number.isInteger(value)) return unfit("whole", "must be a whole number");
  if (rules.min !== undefined && value < rules.min) return unfit("too_small", `is less than ${rules.min}`);
  if (rules.max !== undefined && value > rules.max) return unfit("too_large", `is more than ${rules.max}`);
  return { value: value + 0 };
}

function checkDate(value: unknown, { rules }: Judged): Checked {
  if (typeof value !== "string" || !isDate(value)) return unfit("type", "must be a date such as 2026-01-31");
  if (rules.from !== undefined && value < rules.from) return unfit("too_small", `is before ${rules.from}`);
  if (rules.to !== undefined && value > rules.to) return unfit("too_large", `is after ${rules.to}`);
  return { value };
}

const chosen = (value: unknown, { choices }: Judged): string | undefined =>
  choices.find((choice) => choice.value === value)?.value;

function checkChoices(value: unknown, definition: Judged): Checked {
  if (!Array.isArray(value)) return unfit("type", "must be a list of choices");
  if (value.length > mostChosen) return unfit("too_many", `has more than ${mostChosen} choices`);
  const values: unknown[] = value;
  const found = values.map((each) => chosen(each, definition));
  if (found.includes(undefined)) return unfit("choice", "holds what is none of the choices");
  return { value: [...new Set(found)] };
}

/** Whether a value that is not empty fits a definition. That a reference leads to somebody is asked elsewhere. */
export function checkValue(value: unknown, definition: Judged): Checked {
  switch (definition.type) {
    case "text":
      return checkText(value, definition);
    case "number":
      return checkNumber(value, definition);
    case "boolean":
      return typeof value === "boolean" ? { value } : unfit("type", "must be true or false");
    case "date":
      return checkDate(value, definition);
    case "choice": {
      const found = chosen(value, definition);
      return found === undefined ? unfit("choice", "is none of the choices") : { value: found };
    }
    case "multi_choice":
      return checkChoices(value, definition);
    case "reference": {
      const id = typeof value === "string" ? parseId("user", value) : null;
      return id === null ? unfit("type", "must be the id of a person") : { value: formatId("user", id) };
    }
    case "json":
      return { value };
  }
}

/** Nothing, an empty text and an empty list are no value. */
export function isEmptyValue(value: unknown): boolean {
  return (
    value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0)
  );
}
