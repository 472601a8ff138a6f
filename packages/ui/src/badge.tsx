import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

/** A role, a tag: a word in a frame. */
export function Badge({ children, tone = "plain" }: { children: ReactNode; tone?: "plain" | "dashed" }) {
  return (
    <span
      className={classNames(
        "inline-flex max-w-full items-center truncate rounded-small border px-1.5 text-small leading-[1.15rem]",
        tone === "plain" ? "border-control-line text-ink" : "border-dashed border-control-line text-ink2",
      )}
    >
      {children}
    </span>
  );
}
