import { listImports } from "@atrium/contracts";
import { DropFile, EmptyState, SkeletonRows } from "@atrium/ui";
import { getRouteApi } from "@tanstack/react-router";
import { useOperation } from "../../api/operation.ts";
import { useCan, useSession } from "../../api/session.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { NoPermission, ProblemState } from "../../shell/problem-state.tsx";
import { Pager } from "../../ui/pager.tsx";
import { isAtWork } from "./import-state.tsx";
import { ImportsTable } from "./imports-table.tsx";
import { useBringFile } from "./use-bring-file.ts";

const route = getRouteApi("/o/$org/imports");
const askAgainMs = 1500;
const accepted = [".csv", ".tsv", ".txt", ".xlsx", ".ndjson", ".jsonl"];

/** Every file that people came from, or may come from, and a place for the next one. */
export function ImportsPage() {
  const { t } = useI18n();
  const { org } = route.useParams();
  const { cursor } = route.useSearch();
  const navigate = route.useNavigate();
  const can = useCan();
  const organization = useSession().data?.organization?.name ?? org;
  const { busy, bring } = useBringFile(org);
  const list = useOperation(
    listImports,
    { query: { limit: 50, ...(cursor !== undefined && { cursor }) } },
    {
      keepPrevious: true,
      again: (page) => (page?.items.some(({ state }) => isAtWork(state)) === true ? askAgainMs : false),
    },
  );
  if (!can("users:create")) return <NoPermission permission="users:create" />;
  return (
    <>
      <PageHeader
        crumbs={[t("nav.people")]}
        title={t("nav.imports")}
        summary={t("imports.summary", { organization })}
      />
      <div className="shrink-0 px-4 py-3 sm:px-6">
        <DropFile
          label={t("imports.drop")}
          choose={t("imports.choose")}
          accept={accepted}
          isPending={busy}
          onFile={bring}
        >
          {t("imports.dropDetail")}
        </DropFile>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto border-t border-line scroll-quiet">
        {list.data !== undefined ? (
          list.data.items.length > 0 ? (
            <ImportsTable org={org} imports={list.data.items} />
          ) : (
            <EmptyState title={t("imports.first")}>{t("imports.firstDetail")}</EmptyState>
          )
        ) : list.error !== null ? (
          <ProblemState error={list.error} onRetry={() => void list.refetch()} permission="users:create" />
        ) : (
          <SkeletonRows rows={8} label={t("app.loading")} />
        )}
      </div>
      {list.data !== undefined && list.data.items.length > 0 && (
        <Pager page={list.data} onCursor={(next) => void navigate({ search: { cursor: next } })} />
      )}
    </>
  );
}
