import type { ReactNode } from "react";
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components/Button";
import { classNames } from "./class-names.ts";
import { Icon, type IconName } from "./icons.tsx";

const base =
  "inline-flex shrink-0 cursor-default items-center justify-center gap-2 rounded-control border font-medium whitespace-nowrap transition-colors select-none disabled:opacity-50 data-[disabled]:opacity-50 data-[pending]:opacity-70";
const kinds = {
  primary:
    "border-accent bg-accent text-on-accent hover:border-accent-hover hover:bg-accent-hover data-[disabled]:hover:bg-accent",
  secondary: "border-control-line bg-raised text-ink hover:bg-sunk",
  quiet: "border-transparent bg-transparent text-ink2 hover:bg-sunk hover:text-ink",
  danger: "border-bad bg-raised text-bad hover:bg-bad hover:text-sheet",
  inverse: "border-control-line bg-transparent text-on-inverse hover:bg-on-inverse/15",
} as const;
const sizes = {
  medium: "min-h-8 px-3 pointer-coarse:min-h-11",
  small: "min-h-6 px-2 text-small pointer-coarse:min-h-11",
} as const;

export type ButtonLook = { kind?: keyof typeof kinds; size?: keyof typeof sizes };
/** The look of a button for what is not one: a link that acts as the main step. */
export function buttonClass({ kind = "secondary", size = "medium" }: ButtonLook = {}): string {
  return classNames(base, kinds[kind], sizes[size]);
}

export type ButtonProps = Omit<AriaButtonProps, "className" | "children"> &
  ButtonLook & { children: ReactNode; className?: string };

export function Button({ kind, size, className, children, ...rest }: ButtonProps) {
  return (
    <AriaButton
      {...rest}
      className={classNames(buttonClass({ ...(kind && { kind }), ...(size && { size }) }), className)}
    >
      {children}
    </AriaButton>
  );
}

export type IconButtonProps = Omit<AriaButtonProps, "className" | "children"> & {
  icon: IconName;
  label: string;
  kind?: ButtonLook["kind"];
  className?: string;
};

export function IconButton({ icon, label, kind = "quiet", className, ...rest }: IconButtonProps) {
  return (
    <AriaButton
      {...rest}
      aria-label={label}
      className={classNames(base, kinds[kind], "size-8 pointer-coarse:size-11", className)}
    >
      <Icon name={icon} />
    </AriaButton>
  );
}
