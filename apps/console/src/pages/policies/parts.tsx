import { TextField } from "@atrium/ui";
import { useState } from "react";
import { useI18n } from "../../i18n/i18n-context.tsx";
import type { PolicyDraft } from "./draft.ts";
import type { PolicySettings } from "./policy-types.ts";

export type FieldsProps = {
  rules: PolicySettings;
  set: (change: PolicyDraft) => void;
  isDisabled: boolean;
  errors: Readonly<Record<string, string>>;
};

export type WholeNumberProps = {
  label: string;
  value: number | null;
  from: number;
  to: number;
  isDisabled: boolean;
  error: string | undefined;
  description?: string;
} & (
  | { optional?: false; onChange: (value: number) => void }
  | { optional: true; onChange: (value: number | null) => void }
);

/** A whole number within its bounds. What is no such number is said at once and is not taken. */
export function WholeNumber(props: WholeNumberProps) {
  const { label, value, from, to, isDisabled, error, description } = props;
  const { t, number } = useI18n();
  const [written, setWritten] = useState<string | null>(null);
  const text = written ?? (value === null ? "" : String(value));
  const fits = (given: string) =>
    given.trim() === ""
      ? props.optional === true
      : /^\d+$/.test(given.trim()) && Number(given) >= from && Number(given) <= to;
  return (
    <TextField
      label={label}
      description={description}
      inputMode="numeric"
      autoComplete="off"
      maxLength={6}
      isDisabled={isDisabled}
      value={text}
      error={fits(text) ? error : t("policies.bounds", { from: number(from), to: number(to) })}
      onChange={(next) => {
        setWritten(next);
        if (!fits(next)) return;
        if (props.optional === true) props.onChange(next.trim() === "" ? null : Number(next));
        else props.onChange(Number(next));
      }}
      onBlur={() => setWritten(null)}
    />
  );
}
