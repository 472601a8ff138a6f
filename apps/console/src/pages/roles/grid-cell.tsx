import { classNames, Icon } from "@atrium/ui";
import type { KeyboardEvent, ReactNode } from "react";
import type { LevelMark } from "./levels.ts";

const looks = {
  own: "border-accent bg-accent text-on-accent",
  inherited: "border-dashed border-control-line bg-wash text-ink2",
  some: "border-control-line bg-raised text-ink2",
  empty: "border-control-line bg-raised",
  absent: "border-transparent",
} as const satisfies Record<LevelMark, string>;

/** A tick, the ghost of one, a part of one, or room for one. Told apart by shape as well as by colour. */
export function Tick({ mark, locked = false }: { mark: LevelMark; locked?: boolean }) {
  return (
    <span
      aria-hidden="true"
      className={classNames(
        "flex size-4.5 items-center justify-center rounded-[4px] border",
        looks[mark],
        locked && mark === "empty" && "border-transparent bg-transparent text-ink3",
      )}
    >
      {(mark === "own" || mark === "inherited") && <Icon name="check" className="size-3.5" />}
      {mark === "some" && <Icon name="dash" className="size-3" />}
      {mark === "empty" && locked && <Icon name="lock" className="size-3.5" />}
      {mark === "absent" && <span className="h-px w-2 bg-control-line" />}
    </span>
  );
}

/** One cell that can be stood on: the grid moves, the cell itself is what is pressed. */
export function GridCell({
  id,
  role,
  checked,
  label,
  focusable,
  disabled,
  chosen = false,
  onFocus,
  onPress,
  onKeyDown,
  children,
}: {
  id: string;
  role: "radio" | "checkbox";
  checked: boolean | "mixed";
  label: string;
  focusable: boolean;
  disabled: boolean;
  /** The level at which the resource stands. */
  chosen?: boolean;
  onFocus: () => void;
  onPress: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
  children: ReactNode;
}) {
  return (
    <span
      data-cell={id}
      role={role}
      aria-checked={checked}
      aria-label={label}
      aria-disabled={disabled || undefined}
      tabIndex={focusable ? 0 : -1}
      onFocus={onFocus}
      onClick={onPress}
      onKeyDown={onKeyDown}
      className={classNames(
        "mx-auto flex size-8 cursor-default scroll-mt-12 scroll-mb-16 items-center justify-center rounded-control focus-visible:-outline-offset-1 pointer-coarse:size-11",
        chosen && "shadow-[inset_0_0_0_1.5px_var(--accent)]",
        !disabled && "hover:bg-sunk",
      )}
    >
      {children}
    </span>
  );
}
