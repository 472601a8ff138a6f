import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

const looks = {
  active: { text: "text-ok", shape: "rounded-full bg-current shape-filled" },
  pending: { text: "text-info", shape: "rounded-full border-2 border-current" },
  suspended: { text: "text-warn", shape: "rounded-[1px] bg-current shape-filled" },
  inactive: { text: "text-ink2", shape: "h-[3px] rounded-[1px] bg-current shape-filled" },
  deleted: { text: "text-bad", shape: "rotate-45 rounded-[1px] bg-current shape-filled" },
} as const;
export type StatusName = keyof typeof looks;

/** Shape, word and colour together, so that none of them carries it alone. */
export function Status({ name, children }: { name: StatusName; children: ReactNode }) {
  const look = looks[name];
  return (
    <span className={classNames("inline-flex items-center gap-2 whitespace-nowrap", look.text)}>
      <span aria-hidden="true" className={classNames("size-2 shrink-0", look.shape)} />
      {children}
    </span>
  );
}
