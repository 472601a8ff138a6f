import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { Icon } from "./icons.tsx";

export function Table({
  label,
  busy = false,
  fixed = false,
  children,
}: {
  label: string;
  busy?: boolean;
  /** Widths come from the column headers alone, so that what arrives later moves nothing. */
  fixed?: boolean;
  children: ReactNode;
}) {
  return (
    <table
      aria-label={label}
      aria-busy={busy}
      className={classNames("w-full border-separate border-spacing-0 text-start", fixed && "sm:table-fixed")}
    >
      {children}
    </table>
  );
}

export function TableHead({ children }: { children: ReactNode }) {
  return (
    <thead className="sticky top-0 z-10 bg-sheet max-sm:sr-only">
      <tr>{children}</tr>
    </thead>
  );
}

export type SortDirection = "ascending" | "descending";
export type ColumnHeaderProps = {
  children: ReactNode;
  end?: boolean;
  className?: string;
  sort?: { direction: SortDirection | null; onToggle: () => void };
};

export function ColumnHeader({ children, end = false, className, sort }: ColumnHeaderProps) {
  const place = end ? "text-end" : "text-start";
  return (
    <th
      scope="col"
      {...(sort !== undefined && { "aria-sort": sort.direction ?? "none" })}
      className={classNames(
        "h-9 border-b border-line px-3 text-small font-medium text-ink2",
        place,
        className,
      )}
    >
      {sort === undefined ? (
        children
      ) : (
        <button
          type="button"
          onClick={sort.onToggle}
          className={classNames(
            "-mx-1.5 inline-flex min-h-6 cursor-default items-center gap-1 rounded-small px-1.5 hover:text-ink",
            sort.direction !== null && "font-semibold text-ink",
          )}
        >
          {children}
          {sort.direction !== null && (
            <Icon name={sort.direction === "ascending" ? "up" : "down"} className="size-3" />
          )}
        </button>
      )}
    </th>
  );
}

export type RowProps = {
  children: ReactNode;
  selected?: boolean;
  current?: boolean;
  flash?: boolean;
  rowKey?: string;
  onPointerRow?: () => void;
};

/** `current` marks where the keyboard stands or what the peek panel shows; on the reading side, so it mirrors. */
export function Row({
  children,
  selected = false,
  current = false,
  flash = false,
  rowKey,
  onPointerRow,
}: RowProps) {
  return (
    <tr
      data-row={rowKey}
      data-selected={selected || undefined}
      data-current={current || undefined}
      onClick={(event) => {
        if (event.target instanceof Element && event.target.closest("a,button,input,label") === null) {
          onPointerRow?.();
        }
      }}
      className={classNames(
        "group/row",
        flash && "flash-row",
        selected ? "bg-wash" : current ? "bg-sunk" : "hover:bg-sunk/60",
      )}
    >
      {children}
    </tr>
  );
}

export function Cell({
  children,
  end = false,
  className,
  header = false,
}: {
  children?: ReactNode;
  end?: boolean;
  className?: string;
  header?: boolean;
}) {
  const look = classNames(
    "h-row border-b border-line px-3 py-1 font-normal max-sm:h-15",
    end ? "text-end" : "text-start",
    className,
  );
  return header ? (
    <th scope="row" className={look}>
      {children}
    </th>
  ) : (
    <td className={look}>{children}</td>
  );
}
