import { organizationOverview } from "@atrium/contracts";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useActions } from "../../actions/use-actions.ts";
import { useOperation } from "../../api/operation.ts";
import { useCan } from "../../api/session.ts";
import type { UserListSearch } from "../../app/list-search.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import type { UserList } from "./use-user-list.ts";
import { userViews } from "./views.ts";
import { isChanged, lookOf } from "./views/current-view.ts";
import { placeOf, type Views } from "./views/use-views.ts";

/** The questions that everybody asks, then the views that one saved or that others share. */
export function ViewTabs({
  users,
  views,
  columns,
}: {
  users: UserList;
  views: Views;
  columns: readonly string[];
}) {
  const { t, number } = useI18n();
  const can = useCan();
  const { data } = useOperation(organizationOverview, {}, { enabled: can("metrics:read") });
  const { organization, q, listSearch } = users;
  const { sort, facets, view: opened, columns: chosen } = listSearch;
  const look = lookOf(users, columns);
  useActions(
    views.views.map((view, at) => {
      const key = userViews.length + at + 1;
      return {
        id: `view.${view.id}`,
        title: "lists.view.open",
        text: t("lists.view.open", { name: view.name }),
        section: "here",
        ...(key <= 9 && { keys: [String(key)] }),
        run: () => users.openView(placeOf(view)),
      };
    }),
  );
  return (
    <nav
      aria-label={t("users.views")}
      className="shrink-0 overflow-x-auto border-b border-line px-2.5 sm:px-4.5 scroll-quiet"
    >
      <ul className="flex gap-1">
        {userViews.map((view) => {
          const count = view.status === null ? undefined : data?.usersByStatus[view.status];
          return (
            <ViewTab
              key={view.id}
              organization={organization}
              current={opened === undefined && view.q === q}
              search={{
                ...(view.q && { q: view.q }),
                ...(sort && { sort }),
                ...(facets && { facets }),
                ...(opened === undefined && chosen && { columns: chosen }),
              }}
            >
              {t(view.title)}
              {count !== undefined && count > 0 && (
                <span className="text-small font-normal text-ink3">{number(count)}</span>
              )}
            </ViewTab>
          );
        })}
        {views.views.map((view) => {
          const current = view.id === opened;
          return (
            <ViewTab
              key={view.id}
              organization={organization}
              current={current}
              search={{ ...placeOf(view), ...(facets && { facets }) }}
            >
              <bdi>{view.name}</bdi>
              {view.shared && (
                <span className="text-small font-normal text-ink3">{t("lists.view.sharedMark")}</span>
              )}
              {current && isChanged(view, look) && (
                <span className="text-small font-normal text-warn">{t("lists.view.changed")}</span>
              )}
            </ViewTab>
          );
        })}
      </ul>
    </nav>
  );
}

function ViewTab({
  organization,
  search,
  current,
  children,
}: {
  organization: string;
  search: UserListSearch;
  current: boolean;
  children: ReactNode;
}) {
  return (
    <li>
      <Link
        to="/o/$org/users"
        params={{ org: organization }}
        search={search}
        aria-current={current ? "true" : undefined}
        className="-mb-px flex min-h-10 items-center gap-1.5 border-b-2 border-transparent px-2 whitespace-nowrap text-ink2 transition-colors hover:text-ink focus-visible:-outline-offset-2 data-[current=yes]:border-accent data-[current=yes]:font-semibold data-[current=yes]:text-ink"
        data-current={current ? "yes" : "no"}
        activeProps={{}}
        activeOptions={{ exact: true }}
      >
        {children}
      </Link>
    </li>
  );
}
