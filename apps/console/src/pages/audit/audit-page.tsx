import { auditFilterFields, listAuditLogs } from "@atrium/contracts";
import { Button, EmptyState, SkeletonRows } from "@atrium/ui";
import { getRouteApi } from "@tanstack/react-router";
import { useRef } from "react";
import { useActions } from "../../actions/use-actions.ts";
import { useOperation } from "../../api/operation.ts";
import { useSession } from "../../api/session.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { ProblemState } from "../../shell/problem-state.tsx";
import { FilterBox } from "../../ui/filter-box.tsx";
import { Pager } from "../../ui/pager.tsx";
import { AuditTable } from "./audit-table.tsx";
import { EventPanel } from "./event-panel.tsx";

const route = getRouteApi("/o/$org/audit");

export function AuditPage() {
  const { t } = useI18n();
  const { org } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const session = useSession().data;
  const filter = useRef<HTMLInputElement>(null);
  const list = useOperation(
    listAuditLogs,
    {
      query: {
        limit: 50,
        ...(search.q && { q: search.q }),
        ...(search.cursor && { cursor: search.cursor }),
      },
    },
    { keepPrevious: true },
  );
  const place = { ...(search.q && { q: search.q }), ...(search.cursor && { cursor: search.cursor }) };
  const setFilter = (q: string, push: boolean) =>
    void navigate({ search: q === "" ? {} : { q }, replace: !push });
  const setEvent = (event: string | null) =>
    void navigate({ search: { ...place, ...(event !== null && { event }) }, replace: true });
  const rows = list.data?.items ?? [];
  const shown = rows.find(({ id }) => id === search.event);
  useActions([
    {
      id: "list.filter",
      title: "action.filter",
      section: "here",
      keys: ["/"],
      run: () => filter.current?.focus(),
    },
    {
      id: "list.back",
      title: "action.back",
      section: "here",
      keys: ["escape"],
      keyboardOnly: true,
      run: () => (shown === undefined ? setFilter("", true) : setEvent(null)),
    },
  ]);

  return (
    <>
      <PageHeader
        crumbs={[t("nav.security")]}
        title={t("audit.title")}
        summary={t("audit.summary", { organization: session?.organization?.name ?? org })}
      />
      <div className="flex shrink-0 border-y border-line px-4 py-2.5 sm:px-6">
        <FilterBox
          value={search.q ?? ""}
          fields={auditFilterFields}
          label={t("audit.filter")}
          placeholder={t("audit.filter.placeholder")}
          onChange={setFilter}
          inputRef={filter}
        />
      </div>
      <div className="relative flex min-h-0 flex-1">
        <div className="min-w-0 flex-1 overflow-y-auto scroll-quiet">
          {list.error !== null && list.data === undefined && (
            <ProblemState error={list.error} onRetry={() => void list.refetch()} permission="audit:read" />
          )}
          {list.isPending && <SkeletonRows rows={12} label={t("app.loading")} />}
          {list.data !== undefined && rows.length === 0 && (
            <EmptyState
              title={search.q === undefined ? t("audit.first.title") : t("audit.empty.title")}
              action={
                search.q !== undefined && (
                  <Button onPress={() => setFilter("", true)}>{t("users.filter.clear")}</Button>
                )
              }
            />
          )}
          {rows.length > 0 && (
            <AuditTable events={rows} organization={org} shown={shown?.id ?? null} onShow={setEvent} />
          )}
        </div>
        {shown !== undefined && (
          <EventPanel
            event={shown}
            organization={org}
            onClose={() => setEvent(null)}
            onRequest={(id) => setFilter(`request:"${id}"`, true)}
          />
        )}
      </div>
      {list.data !== undefined && (
        <Pager
          page={list.data}
          onCursor={(cursor) => void navigate({ search: { ...(search.q && { q: search.q }), cursor } })}
        />
      )}
    </>
  );
}
