import { listJobs } from "@atrium/contracts";
import { EmptyState, Segmented, SkeletonRows, Switch } from "@atrium/ui";
import { getRouteApi } from "@tanstack/react-router";
import { useOperation } from "../../api/operation.ts";
import { useCan, useSession } from "../../api/session.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { jobChoices, type JobChoice } from "../../jobs/job-choices.ts";
import { isUnderWay } from "../../jobs/job-words.ts";
import { PageHeader } from "../../shell/page-header.tsx";
import { ProblemState } from "../../shell/problem-state.tsx";
import { Pager } from "../../ui/pager.tsx";
import { JobPanel } from "./job-panel.tsx";
import { JobsTable } from "./jobs-table.tsx";

const route = getRouteApi("/o/$org/settings/jobs");
const askAgainMs = 1500;

function queryOf(show: JobChoice | undefined, system: boolean, cursor: string | undefined) {
  return {
    limit: 50,
    ...(cursor !== undefined && { cursor }),
    ...(show === "mine" && { mine: "true" as const }),
    ...(show === "running" && { state: "running" as const }),
    ...(show === "failed" && { state: "failed" as const }),
    started: system ? ("all" as const) : ("people" as const),
  };
}

/** What goes on in the background: one's own jobs, and everybody's for those who may see them. */
export function JobsPage() {
  const { t } = useI18n();
  const { org } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const can = useCan();
  const organization = useSession().data?.organization?.name ?? org;
  const { show, system = false, cursor, job } = search;
  const list = useOperation(
    listJobs,
    { query: queryOf(show, system, cursor) },
    {
      keepPrevious: true,
      again: (page) => (page?.items.some(isUnderWay) === true ? askAgainMs : false),
    },
  );
  const go = (next: typeof search) => void navigate({ search: next });
  const { job: _job, ...place } = search;
  const choice = show ?? "all";
  const choices = can("jobs:read")
    ? (["all", ...jobChoices] as const)
    : (["all", "running", "failed"] as const);
  return (
    <>
      <PageHeader
        crumbs={[t("nav.settings")]}
        title={t("jobs.title")}
        summary={t("jobs.summary", { organization })}
      />
      <div className="flex shrink-0 flex-wrap items-center gap-x-6 gap-y-2 border-b border-line px-4 py-2.5 sm:px-6">
        <Segmented
          label={t("jobs.filter")}
          segments={choices.map((id) => ({ id, label: t(`jobs.filter.${id}`) }))}
          value={choice}
          onChange={(id) =>
            go({ ...(id !== "all" && { show: id }), ...(system && { system: true as const }) })
          }
        />
        {can("jobs:read") && (
          <Switch
            isSelected={system}
            onChange={(on) =>
              go({ ...(show !== undefined && { show }), ...(on && { system: true as const }) })
            }
          >
            {t("jobs.system")}
          </Switch>
        )}
      </div>
      <div className="relative flex min-h-0 flex-1">
        <div className="min-h-0 min-w-0 flex-1 overflow-y-auto scroll-quiet">
          {list.data !== undefined ? (
            list.data.items.length > 0 ? (
              <JobsTable
                jobs={list.data.items}
                chosen={job ?? null}
                onChoose={(id) => go({ ...place, job: id })}
              />
            ) : (
              <EmptyState title={t(show === undefined ? "jobs.first" : "jobs.empty")}>
                {t(show === undefined ? "jobs.firstDetail" : "jobs.emptyDetail")}
              </EmptyState>
            )
          ) : list.error !== null ? (
            <ProblemState error={list.error} onRetry={() => void list.refetch()} permission="jobs:read" />
          ) : (
            <SkeletonRows rows={8} label={t("app.loading")} />
          )}
        </div>
        {job !== undefined && (
          <JobPanel key={job} id={job} onClose={() => go(place)} onOpen={(id) => go({ ...place, job: id })} />
        )}
      </div>
      {list.data !== undefined && list.data.items.length > 0 && (
        <Pager page={list.data} onCursor={(next) => go({ ...place, cursor: next })} />
      )}
    </>
  );
}
