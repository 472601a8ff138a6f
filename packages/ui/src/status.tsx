import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

const marks = {
  ok: { text: "text-ok", shape: "rounded-full bg-current shape-filled" },
  info: { text: "text-info", shape: "rounded-full border-2 border-current" },
  warn: { text: "text-warn", shape: "rounded-[1px] bg-current shape-filled" },
  quiet: { text: "text-ink2", shape: "h-[3px] rounded-[1px] bg-current shape-filled" },
  bad: { text: "text-bad", shape: "rotate-45 rounded-[1px] bg-current shape-filled" },
} as const;
export type MarkTone = keyof typeof marks;

/** Shape, word and colour together, so that none of them carries it alone. */
export function Mark({ tone, children }: { tone: MarkTone; children: ReactNode }) {
  const look = marks[tone];
  return (
    <span className={classNames("inline-flex items-center gap-2 whitespace-nowrap", look.text)}>
      <span aria-hidden="true" className={classNames("size-2 shrink-0", look.shape)} />
      {children}
    </span>
  );
}

const tones = {
  active: "ok",
  pending: "info",
  suspended: "warn",
  inactive: "quiet",
  deleted: "bad",
} as const satisfies Record<string, MarkTone>;
export type StatusName = keyof typeof tones;

export function Status({ name, children }: { name: StatusName; children: ReactNode }) {
  return <Mark tone={tones[name]}>{children}</Mark>;
}
