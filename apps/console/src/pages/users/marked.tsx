import type { ReactNode } from "react";

/** A text with its found parts marked; the ranges come in order and apart. */
export function Marked({
  text,
  ranges,
}: {
  text: string;
  ranges: readonly (readonly number[])[];
}): ReactNode {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const [from = 0, to = 0] of ranges) {
    if (from > at) parts.push(text.slice(at, from));
    parts.push(
      <mark key={from} className="rounded-[2px] bg-wash text-inherit">
        {text.slice(from, to)}
      </mark>,
    );
    at = to;
  }
  parts.push(text.slice(at));
  return parts;
}
