import type { ReactNode } from "react";
import { Switch as AriaSwitch, type SwitchProps as AriaProps } from "react-aria-components/Switch";

export function Switch({
  children,
  ...rest
}: Omit<AriaProps, "className" | "children"> & { children: ReactNode }) {
  return (
    <AriaSwitch {...rest} className="group flex min-h-6 cursor-default items-center gap-2.5 outline-none">
      <span className="flex h-4.5 w-8 shrink-0 items-center rounded-full border border-control-line bg-sunk px-0.5 transition-colors group-data-[focus-visible]:outline-2 group-data-[focus-visible]:outline-offset-2 group-data-[focus-visible]:outline-accent group-data-[selected]:justify-end group-data-[selected]:border-accent group-data-[selected]:bg-accent">
        <span className="size-3 rounded-full bg-control-line group-data-[selected]:bg-on-accent" />
      </span>
      {children}
    </AriaSwitch>
  );
}
