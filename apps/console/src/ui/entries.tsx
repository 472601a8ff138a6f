import type { ReactNode } from "react";

/** Rows that are no table: what it is, what is to be known of it, what can be done. */
export function Entries({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul aria-label={label} className="border-t border-line">
      {children}
    </ul>
  );
}

export function Entry({
  title,
  mark,
  detail,
  action,
  id,
}: {
  title: ReactNode;
  mark?: ReactNode;
  detail?: ReactNode;
  action?: ReactNode;
  id?: string;
}) {
  return (
    <li
      data-row={id}
      className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b border-line py-2.5 last:border-b-0"
    >
      <div className="min-w-0 flex-1 basis-60">
        <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <bdi className="min-w-0 font-semibold break-words">{title}</bdi>
          {mark}
        </div>
        {detail !== undefined && <div className="text-small break-words text-ink2">{detail}</div>}
      </div>
      {action !== undefined && action !== null && <div className="flex flex-wrap gap-2">{action}</div>}
    </li>
  );
}
