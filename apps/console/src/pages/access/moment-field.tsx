import { classNames } from "@atrium/ui";
import { useId } from "react";
import type { ContractForm } from "../../api/use-contract-form.ts";

/** A day and a time of it, in the time of whoever writes it. */
export function MomentField({ form, name, label }: { form: ContractForm; name: string; label: string }) {
  const id = useId();
  const { value, error, onChange } = form.field(name);
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-small font-medium text-ink2">
        {label}
      </label>
      <input
        id={id}
        type="datetime-local"
        value={value}
        aria-invalid={error !== undefined}
        {...(error !== undefined && { "aria-describedby": `${id}-error` })}
        onChange={(event) => onChange(event.target.value)}
        className={classNames(
          "min-h-9 w-full rounded-control border bg-raised px-2.5 text-ink pointer-coarse:min-h-11",
          error === undefined ? "border-control-line" : "border-bad",
        )}
      />
      {error !== undefined && (
        <p id={`${id}-error`} className="text-small text-bad">
          {error}
        </p>
      )}
    </div>
  );
}
