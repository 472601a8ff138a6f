import type { CSSProperties } from "react";
import { classNames } from "./class-names.ts";
import { hueOf, initialsOf } from "./hue.ts";

const sizes = {
  small: "h-7 w-7 text-[0.65rem]",
  medium: "h-11 w-11 text-base",
  large: "h-16 w-16 text-title",
} as const;

/** Decorative: the name stands beside it. */
export function Avatar({ name, size = "small" }: { name: string; size?: keyof typeof sizes }) {
  return (
    <span
      aria-hidden="true"
      style={{ "--hue": hueOf(name) } as CSSProperties}
      className={classNames(
        "arch avatar-hue inline-flex shrink-0 items-center justify-center font-semibold text-ink select-none",
        sizes[size],
      )}
    >
      {initialsOf(name)}
    </span>
  );
}
