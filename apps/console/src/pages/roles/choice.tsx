import type { ReactNode } from "react";
import { Radio } from "react-aria-components/RadioGroup";

/** One of a few ways to go on. */
export function Choice({
  value,
  isDisabled = false,
  children,
}: {
  value: string;
  isDisabled?: boolean;
  children: ReactNode;
}) {
  return (
    <Radio
      value={value}
      isDisabled={isDisabled}
      className="group flex min-h-6 cursor-default items-center gap-2.5 text-ink outline-none data-[disabled]:text-ink3 pointer-coarse:min-h-11"
    >
      <span className="flex size-4 shrink-0 items-center justify-center rounded-full border border-control-line bg-raised group-data-[focus-visible]:outline-2 group-data-[focus-visible]:outline-offset-2 group-data-[focus-visible]:outline-accent group-data-[selected]:border-accent">
        <span className="size-2 rounded-full group-data-[selected]:bg-accent group-data-[selected]:shape-filled" />
      </span>
      {children}
    </Radio>
  );
}
