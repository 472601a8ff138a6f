import { listAuditLogs, organizationOverview } from "@atrium/contracts";
import { EmptyState, Skeleton, SkeletonRows } from "@atrium/ui";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useOperation } from "../../api/operation.ts";
import { useCan, useSession } from "../../api/session.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { livingPeople } from "../../shell/living-people.ts";
import { PageHeader } from "../../shell/page-header.tsx";
import { ProblemState } from "../../shell/problem-state.tsx";
import { EventList } from "../../ui/event-list.tsx";
import { FirstSteps } from "./first-steps.tsx";
import { LargestOrganizations } from "./largest-organizations.tsx";
import { Numbers } from "./numbers.tsx";
import { Waiting } from "./waiting.tsx";

const route = getRouteApi("/o/$org/home");
/** Holds the place of the numbers until they come, so that nothing below them jumps. */
const noNumbers = { usersByStatus: {}, createdPerDay: [], signInsPerDay: [], organizations: null };

export function HomePage() {
  const { t } = useI18n();
  const { org } = route.useParams();
  const can = useCan();
  const session = useSession().data;
  const overview = useOperation(organizationOverview, {}, { enabled: can("metrics:read") });
  const events = useOperation(listAuditLogs, { query: { limit: 12 } }, { enabled: can("audit:read") });
  const people = overview.data === undefined ? null : livingPeople(overview.data.usersByStatus);

  return (
    <>
      <PageHeader
        crumbs={[]}
        title={t("home.title")}
        summary={
          overview.data === undefined || people === null ? (
            <Skeleton className="mt-1 w-72" />
          ) : overview.data.organizations === null || session?.organization?.platform !== true ? (
            t("home.summary", {
              people,
              suspended: overview.data.usersByStatus["suspended"] ?? 0,
              organization: session?.organization?.name ?? org,
            })
          ) : (
            t("home.summaryPlatform", { people, organizations: overview.data.organizations })
          )
        }
      />
      <div className="min-h-0 flex-1 overflow-y-auto border-t border-line scroll-quiet">
        <Waiting organization={org} />
        {overview.error !== null && (
          <ProblemState
            error={overview.error}
            onRetry={() => void overview.refetch()}
            permission="metrics:read"
          />
        )}
        {can("metrics:read") && overview.error === null && (
          <div className={overview.data === undefined ? "invisible" : undefined}>
            <Numbers overview={overview.data ?? noNumbers} organization={org} />
          </div>
        )}
        <div className="grid min-h-full lg:grid-cols-[1fr_24rem]">
          <section className="min-w-0 px-4 pb-8 sm:px-6">
            <div className="flex items-baseline justify-between pt-6">
              <h2 className="font-serif text-title font-medium">{t("home.activity")}</h2>
              {can("audit:read") && (
                <Link
                  to="/o/$org/audit"
                  params={{ org }}
                  className="font-medium text-accent underline-offset-2 hover:underline"
                >
                  {t("home.activityAll")}
                </Link>
              )}
            </div>
            {events.isLoading && <SkeletonRows rows={6} label={t("app.loading")} />}
            {events.data !== undefined && events.data.items.length > 0 && (
              <EventList events={events.data.items} organization={org} />
            )}
            {events.data?.items.length === 0 && (
              <EmptyState title={t("audit.first.title")}>{t("home.activityNone")}</EmptyState>
            )}
            {events.error !== null && (
              <ProblemState
                error={events.error}
                onRetry={() => void events.refetch()}
                permission="audit:read"
              />
            )}
            {session?.organization?.platform === true && can("organizations:list") && (
              <LargestOrganizations platform={org} />
            )}
          </section>
          <aside className="min-w-0 border-line bg-sunk/50 px-4 pb-8 max-lg:border-t sm:px-6 lg:border-s">
            <FirstSteps
              organization={org}
              email={session?.account.email ?? ""}
              userId={session?.user?.id ?? null}
            />
          </aside>
        </div>
      </div>
    </>
  );
}
