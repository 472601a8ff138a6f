import type { ReactNode } from "react";
import { FieldError } from "react-aria-components/FieldError";
import { Label } from "react-aria-components/Label";
import { Text } from "react-aria-components/Text";

export const controlClass =
  "min-h-9 w-full rounded-control border border-control-line bg-raised px-2.5 text-ink transition-colors pointer-coarse:min-h-11 data-[disabled]:bg-sunk data-[disabled]:text-ink3 data-[invalid]:border-bad";

export type FieldTexts = {
  label: string;
  description?: string | undefined;
  error?: string | undefined;
};

/** Label above, help and error below: inside a React Aria field they are tied to the control. */
export function FieldFrame({
  label,
  description,
  error,
  hideLabel = false,
  required = false,
  children,
}: FieldTexts & { hideLabel?: boolean; required?: boolean; children: ReactNode }) {
  return (
    <>
      <Label className={hideLabel ? "sr-only" : "text-small font-medium text-ink2"}>
        {label}
        {required && <span aria-hidden="true"> *</span>}
      </Label>
      {children}
      {description !== undefined && error === undefined && (
        <Text slot="description" className="text-small text-ink3">
          {description}
        </Text>
      )}
      <FieldError className="flex items-start gap-1.5 text-small text-bad">{error}</FieldError>
    </>
  );
}
