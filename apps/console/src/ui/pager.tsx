import { Button } from "@atrium/ui";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/i18n-context.tsx";

type Page = {
  items: readonly unknown[];
  next: string | null;
  previous: string | null;
  total: number | null;
  totalKind: "exact" | "estimate" | "at_least" | "none";
};

/** Keyset pages have no numbers: how many are shown, of how many, and the two ways on; `children` are further ways. */
export function Pager({
  page,
  onCursor,
  children,
}: {
  page: Page;
  onCursor: (cursor: string) => void;
  children?: ReactNode;
}) {
  const { t, number } = useI18n();
  const { items, next, previous, total, totalKind } = page;
  const keys = {
    exact: "users.rowsTotal",
    estimate: "users.rowsAbout",
    at_least: "users.rowsAtLeast",
    none: "users.rows",
  } as const;
  return (
    <nav
      aria-label={t("users.pages")}
      className="flex min-h-12 shrink-0 items-center justify-between gap-3 border-t border-line px-4 sm:px-6"
    >
      <p role="status" className="text-small text-ink2">
        {t(total === null ? "users.rows" : keys[totalKind], {
          count: items.length,
          total: total === null ? "" : number(total),
        })}
      </p>
      <div className="flex flex-wrap items-center justify-end gap-1">
        {children}
        <Button
          kind="quiet"
          isDisabled={previous === null}
          onPress={() => previous !== null && onCursor(previous)}
        >
          {t("users.previousPage")}
        </Button>
        <Button kind="quiet" isDisabled={next === null} onPress={() => next !== null && onCursor(next)}>
          {t("users.nextPage")}
        </Button>
      </div>
    </nav>
  );
}
