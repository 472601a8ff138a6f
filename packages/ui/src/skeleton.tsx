import { classNames } from "./class-names.ts";

/** A quiet placeholder that shows itself only when waiting has become noticeable. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span aria-hidden="true" className="late block">
      <span className={classNames("pulse-soft block h-3 rounded-small bg-line", className)} />
    </span>
  );
}

export function SkeletonRows({ rows, label }: { rows: number; label: string }) {
  return (
    <div role="status" aria-label={label} className="flex flex-col">
      {Array.from({ length: rows }, (_, at) => (
        <div key={at} className="flex h-row items-center gap-4 border-b border-line px-6">
          <Skeleton className="arch h-7 w-7" />
          <Skeleton className={at % 3 === 0 ? "w-48" : at % 3 === 1 ? "w-36" : "w-56"} />
          <span className="flex-1" />
          <Skeleton className="w-20" />
        </div>
      ))}
    </div>
  );
}
