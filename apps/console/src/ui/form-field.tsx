import { TextField } from "@atrium/ui";
import type { ContractForm } from "../api/use-contract-form.ts";

export type FormTextFieldProps = {
  form: ContractForm;
  name: string;
  /** Where the name means something else here. */
  label?: string;
  type?: "text" | "email" | "password" | "tel" | "url" | "date";
  autoComplete?: string;
  autoFocus?: boolean;
  multiline?: boolean;
  description?: string;
  className?: string;
};

/** A text field of a contract's form: label, limits and errors come with the name. */
export function FormTextField({
  form,
  name,
  label,
  type = "text",
  description,
  ...rest
}: FormTextFieldProps) {
  const { maxLength, error, ...field } = form.field(name);
  return (
    <TextField
      {...rest}
      {...field}
      label={label ?? field.label}
      type={type}
      error={error}
      description={description}
      {...(maxLength !== undefined && { maxLength })}
    />
  );
}
