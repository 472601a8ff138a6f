import type { InputHTMLAttributes, Ref } from "react";
import { Input } from "react-aria-components/Input";
import { TextArea } from "react-aria-components/TextArea";
import {
  TextField as AriaTextField,
  type TextFieldProps as AriaProps,
} from "react-aria-components/TextField";
import { classNames } from "./class-names.ts";
import { controlClass, FieldFrame, type FieldTexts } from "./field.tsx";

export type TextFieldProps = Omit<AriaProps, "className" | "children"> &
  FieldTexts & {
    hideLabel?: boolean;
    placeholder?: string | undefined;
    multiline?: boolean | undefined;
    className?: string | undefined;
    inputRef?: Ref<HTMLInputElement> | undefined;
    inputClassName?: string | undefined;
    /** Id of a `<datalist>` of what may be written. */
    inputList?: string | undefined;
    spellCheck?: "true" | "false";
    autoCapitalize?: InputHTMLAttributes<HTMLInputElement>["autoCapitalize"];
  };

export function TextField({
  label,
  description,
  error,
  hideLabel,
  placeholder,
  multiline = false,
  className,
  inputRef,
  inputClassName,
  inputList,
  ...rest
}: TextFieldProps) {
  const invalid = error !== undefined;
  return (
    <AriaTextField
      {...rest}
      isInvalid={invalid}
      validationBehavior="aria"
      className={classNames("flex flex-col gap-1", className)}
    >
      <FieldFrame
        label={label}
        description={description}
        error={error}
        required={rest.isRequired ?? false}
        hideLabel={hideLabel ?? false}
      >
        {multiline ? (
          <TextArea placeholder={placeholder ?? ""} rows={4} className={classNames(controlClass, "py-2")} />
        ) : (
          <Input
            ref={inputRef ?? null}
            placeholder={placeholder ?? ""}
            {...(inputList !== undefined && { list: inputList })}
            className={classNames(controlClass, inputClassName)}
          />
        )}
      </FieldFrame>
    </AriaTextField>
  );
}
