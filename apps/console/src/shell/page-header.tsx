import { Link } from "@tanstack/react-router";
import { useEffect, type ReactNode } from "react";
import { useLive } from "../api/live.tsx";
import type { UserListSearch } from "../app/list-search.ts";
import { useI18n } from "../i18n/i18n-context.tsx";

/** Where one is, the serif title, one sentence of live facts, and what one can do here. */
export function PageHeader({
  crumbs,
  title,
  summary,
  lead,
  actions,
}: {
  crumbs: readonly ReactNode[];
  title: string;
  summary?: ReactNode;
  lead?: ReactNode;
  actions?: ReactNode;
}) {
  const { t } = useI18n();
  const { connected } = useLive();
  useEffect(() => {
    document.title = `${title} · ${t("app.name")}`;
  }, [title, t]);
  return (
    <header className="shrink-0 px-4 pt-3.5 sm:px-6">
      <div className="flex items-center justify-between gap-4">
        <nav aria-label={t("nav.path")} className="min-w-0">
          <ol className="flex min-w-0 items-center gap-2 text-small text-ink2">
            {(crumbs.length === 0 ? [] : [...crumbs, title]).map((crumb, at) => (
              <li
                key={at}
                className="flex min-w-0 items-center gap-2 last:text-ink"
                aria-current={at === crumbs.length ? "page" : undefined}
              >
                {at > 0 && <span aria-hidden="true">/</span>}
                <span className="truncate">{crumb}</span>
              </li>
            ))}
          </ol>
        </nav>
        <span role="status" className="inline-flex shrink-0 items-center gap-1.5 text-small text-ink2">
          <span
            aria-hidden="true"
            className={
              connected
                ? "size-2 rounded-full bg-ok shadow-[0_0_0_2px_var(--wash)] shape-filled"
                : "size-2 rounded-full border-2 border-ink3"
            }
          />
          {connected ? t("app.live") : t("app.notLive")}
        </span>
      </div>
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3 pt-2 pb-4">
        <div className="flex min-w-0 items-center gap-4">
          {lead}
          <div className="min-w-0">
            <h1 className="font-serif text-page font-medium tracking-[-0.01em] text-ink">
              <bdi>{title}</bdi>
            </h1>
            {summary !== undefined && <div className="min-h-6.5 pt-1.5 text-ink2">{summary}</div>}
          </div>
        </div>
        {actions !== undefined && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
    </header>
  );
}

/** A crumb that leads back, to where one stood in the list. */
export function CrumbLink({
  to,
  organization,
  search = {},
  children,
}: {
  to: "/o/$org/users";
  organization: string;
  search?: UserListSearch;
  children: ReactNode;
}) {
  return (
    <Link
      to={to}
      params={{ org: organization }}
      search={search}
      // What is above the page is not the page, though its address begins alike.
      activeOptions={{ exact: true }}
      className="hover:text-ink hover:underline"
    >
      {children}
    </Link>
  );
}
