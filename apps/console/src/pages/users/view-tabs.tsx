import { organizationOverview, userSorts } from "@atrium/contracts";
import { Link } from "@tanstack/react-router";
import { searchChoice } from "../../app/search.ts";
import { useOperation } from "../../api/operation.ts";
import { useCan } from "../../api/session.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { userViews } from "./views.ts";

export function ViewTabs({ organization, q }: { organization: string; q: string }) {
  const { t, number } = useI18n();
  const can = useCan();
  const { data } = useOperation(organizationOverview, {}, { enabled: can("metrics:read") });
  return (
    <nav
      aria-label={t("users.views")}
      className="shrink-0 overflow-x-auto border-b border-line px-2.5 sm:px-4.5 scroll-quiet"
    >
      <ul className="flex gap-1">
        {userViews.map((view) => {
          const count = view.status === null ? undefined : data?.usersByStatus[view.status];
          return (
            <li key={view.id}>
              <Link
                to="/o/$org/users"
                params={{ org: organization }}
                search={(now) => {
                  const sort = searchChoice(now.sort, userSorts);
                  return { ...(view.q && { q: view.q }), ...(sort && { sort }) };
                }}
                aria-current={view.q === q ? "true" : undefined}
                className="-mb-px flex min-h-10 items-center gap-1.5 border-b-2 border-transparent px-2 whitespace-nowrap text-ink2 transition-colors hover:text-ink focus-visible:-outline-offset-2 data-[current=yes]:border-accent data-[current=yes]:font-semibold data-[current=yes]:text-ink"
                data-current={view.q === q ? "yes" : "no"}
                activeProps={{}}
              >
                {t(view.title)}
                {count !== undefined && count > 0 && (
                  <span className="text-small font-normal text-ink3">{number(count)}</span>
                )}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
