import type { ReactNode } from "react";
import { Checkbox as AriaCheckbox, type CheckboxProps as AriaProps } from "react-aria-components/Checkbox";
import { classNames } from "./class-names.ts";
import { Icon } from "./icons.tsx";

export type CheckboxProps = Omit<AriaProps, "className" | "children"> & {
  /** Shown beside the box; `label` alone names a box that stands without text. */
  children?: ReactNode;
  label?: string;
  className?: string;
};

export function Checkbox({ children, label, className, ...rest }: CheckboxProps) {
  return (
    <AriaCheckbox
      {...rest}
      {...(label !== undefined && { "aria-label": label })}
      className={classNames(
        "group inline-flex min-h-6 min-w-6 cursor-default items-center gap-2 outline-none pointer-coarse:min-h-11 pointer-coarse:min-w-11",
        children === undefined && "justify-center",
        className,
      )}
    >
      {({ isSelected, isIndeterminate }) => (
        <>
          <span
            className={classNames(
              "flex size-4 shrink-0 items-center justify-center rounded-[3px] border transition-colors group-data-[focus-visible]:outline-2 group-data-[focus-visible]:outline-offset-2 group-data-[focus-visible]:outline-accent",
              isSelected || isIndeterminate
                ? "border-accent bg-accent text-on-accent"
                : "border-control-line bg-raised",
            )}
          >
            {isIndeterminate ? (
              <Icon name="dash" className="size-3" />
            ) : (
              isSelected && <Icon name="check" className="size-3.5" />
            )}
          </span>
          {children}
        </>
      )}
    </AriaCheckbox>
  );
}
