import type { ReactNode } from "react";
import { Menu as AriaMenu, MenuItem as AriaMenuItem, MenuTrigger } from "react-aria-components/Menu";
import { Popover, type PopoverProps } from "react-aria-components/Popover";
import { Separator } from "react-aria-components/Separator";
import { classNames } from "./class-names.ts";
import { Kbd } from "./kbd.tsx";

export const popoverClass =
  "rounded-control border border-line bg-raised text-ink shadow-raised outline-none data-[entering]:animate-none";
export const itemClass =
  "flex min-h-8 cursor-default items-center gap-3 rounded-small px-2.5 py-1 outline-none select-none pointer-coarse:min-h-11 data-[focused]:bg-sunk data-[disabled]:opacity-50";

export type MenuEntry =
  | {
      id: string;
      label: string;
      keys?: string | undefined;
      danger?: boolean;
      detail?: string;
      disabled?: boolean;
    }
  | { id: string; separator: true };

/** `children` is the trigger; entries come from the action registry or a list. */
export function Menu({
  children,
  label,
  entries,
  onAction,
  placement = "bottom start",
  header,
}: {
  children: ReactNode;
  label: string;
  entries: readonly MenuEntry[];
  onAction: (id: string) => void;
  placement?: NonNullable<PopoverProps["placement"]>;
  header?: ReactNode;
}) {
  return (
    <MenuTrigger>
      {children}
      <Popover placement={placement} className={classNames(popoverClass, "min-w-52")}>
        {header}
        <AriaMenu
          aria-label={label}
          onAction={(key) => onAction(String(key))}
          className="max-h-96 overflow-auto p-1 outline-none scroll-quiet"
        >
          {entries.map((entry) =>
            "separator" in entry ? (
              <Separator key={entry.id} className="my-1 border-t border-line" />
            ) : (
              <AriaMenuItem
                key={entry.id}
                id={entry.id}
                textValue={entry.label}
                isDisabled={entry.disabled ?? false}
                className={classNames(itemClass, entry.danger === true && "text-bad")}
              >
                <span className="flex-1">
                  {entry.label}
                  {entry.detail !== undefined && (
                    <span className="block text-small text-ink3">{entry.detail}</span>
                  )}
                </span>
                {entry.keys !== undefined && <Kbd keys={entry.keys} />}
              </AriaMenuItem>
            ),
          )}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
