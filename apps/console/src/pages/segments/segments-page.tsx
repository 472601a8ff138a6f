import { listSegments, segmentFilterFields } from "@atrium/contracts";
import { Button, EmptyState, Kbd } from "@atrium/ui";
import { getRouteApi } from "@tanstack/react-router";
import { useRef } from "react";
import { useActions } from "../../actions/use-actions.ts";
import { useOperation } from "../../api/operation.ts";
import { useCan, useSession } from "../../api/session.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { NoPermission } from "../../shell/problem-state.tsx";
import { FilterBox } from "../../ui/filter-box.tsx";
import { ListBody } from "../../ui/list-body.tsx";
import { Pager } from "../../ui/pager.tsx";
import { MakeSegmentDialog } from "./make-segment-dialog.tsx";
import { SegmentPanel } from "./segment-panel.tsx";
import { SegmentsTable } from "./segments-table.tsx";

const route = getRouteApi("/o/$org/segments");
const askAgainMs = 1500;

/** Filters with a name: who they find now, or whom they found once. */
export function SegmentsPage() {
  const { t } = useI18n();
  const { org } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const can = useCan();
  const organization = useSession().data?.organization?.name ?? org;
  const filter = useRef<HTMLInputElement>(null);
  const list = useOperation(
    listSegments,
    {
      query: { limit: 50, ...(search.q && { q: search.q }), ...(search.cursor && { cursor: search.cursor }) },
    },
    {
      keepPrevious: true,
      again: (page) =>
        page?.items.some(({ kind, filledAt }) => kind === "static" && filledAt === null) === true
          ? askAgainMs
          : false,
    },
  );
  const place = { ...(search.q && { q: search.q }), ...(search.cursor && { cursor: search.cursor }) };
  const choose = (segment: string | null) =>
    void navigate({ search: { ...place, ...(segment !== null && { segment }) }, replace: true });
  const setMaking = (make: boolean) =>
    void navigate({ search: { ...place, ...(make && { make: true as const }) }, replace: !make });
  const mayManage = can("segments:manage");
  useActions([
    {
      id: "list.filter",
      title: "action.filter",
      section: "here",
      keys: ["/"],
      run: () => filter.current?.focus(),
    },
    ...(mayManage
      ? [
          {
            id: "segment.make",
            title: "segments.make",
            section: "here",
            keys: ["c"],
            run: () => setMaking(true),
          } as const,
        ]
      : []),
    {
      id: "segment.back",
      title: "action.back",
      section: "here",
      keys: ["escape"],
      keyboardOnly: true,
      run: () => (search.segment === undefined ? filter.current?.blur() : choose(null)),
    },
  ]);
  if (!can("users:read")) return <NoPermission permission="users:read" />;
  const make = mayManage && (
    <Button kind="primary" onPress={() => setMaking(true)}>
      {t("segments.make")}
      <Kbd keys="c" className="pointer-coarse:hidden" />
    </Button>
  );
  return (
    <>
      <PageHeader
        crumbs={[t("nav.people")]}
        title={t("segments.title")}
        summary={t("segments.summary", { organization })}
        actions={make}
      />
      <div className="flex shrink-0 items-start border-y border-line px-4 py-2.5 sm:px-6">
        <FilterBox
          value={search.q ?? ""}
          fields={segmentFilterFields}
          label={t("segments.filter")}
          placeholder={t("segments.filterPlaceholder")}
          onChange={(q, push) => void navigate({ search: q === "" ? {} : { q }, replace: !push })}
          inputRef={filter}
        />
      </div>
      <div className="relative flex min-h-0 flex-1">
        <div className="min-h-0 min-w-0 flex-1 overflow-y-auto scroll-quiet">
          <ListBody
            list={list}
            permission="users:read"
            empty={
              <EmptyState title={t("segments.first")} action={make}>
                {t("segments.firstDetail")}
              </EmptyState>
            }
            onClear={search.q === undefined ? null : () => void navigate({ search: {} })}
          >
            {(items) => <SegmentsTable segments={items} chosen={search.segment ?? null} onChoose={choose} />}
          </ListBody>
        </div>
        {search.segment !== undefined && (
          <SegmentPanel
            key={search.segment}
            id={search.segment}
            organization={org}
            onClose={() => choose(null)}
          />
        )}
      </div>
      {list.data !== undefined && list.data.items.length > 0 && (
        <Pager
          page={list.data}
          onCursor={(cursor) => void navigate({ search: { ...(search.q && { q: search.q }), cursor } })}
        />
      )}
      {mayManage && search.make === true && (
        <MakeSegmentDialog
          filter={search.filter ?? ""}
          onClose={() => setMaking(false)}
          onMade={(id) => choose(id)}
        />
      )}
    </>
  );
}
