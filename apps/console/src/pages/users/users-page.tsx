import { organizationOverview } from "@atrium/contracts";
import { buttonClass, EmptyState, Button, Kbd, Skeleton, SkeletonRows } from "@atrium/ui";
import { Link } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { useOperation } from "../../api/operation.ts";
import { useCan, useSession } from "../../api/session.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { livingPeople } from "../../shell/living-people.ts";
import { PageHeader } from "../../shell/page-header.tsx";
import { NoPermission, ProblemState } from "../../shell/problem-state.tsx";
import { FilterBox } from "../../ui/filter-box.tsx";
import { Pager } from "../../ui/pager.tsx";
import { Still } from "../../ui/still.tsx";
import { BulkBar } from "./bulk/bulk-bar.tsx";
import { ExportDialog } from "./bulk/export-dialog.tsx";
import { useSelection, type UserSelection } from "./bulk/use-selection.ts";
import { listWidth } from "./columns/chosen-columns.ts";
import { ColumnsDialog } from "./columns/columns-dialog.tsx";
import { useColumns, type Columns } from "./columns/use-columns.ts";
import { useCellEdit, mayWrite, type CellEdit } from "./edit/use-cell-edit.ts";
import { FacetsPanel } from "./facets/facets-panel.tsx";
import { JumpStrip } from "./jump/jump-strip.tsx";
import { PageBox } from "./jump/page-box.tsx";
import { PeekPanel } from "./peek-panel.tsx";
import { useListActions } from "./use-list-actions.ts";
import { useFilterFields } from "./use-filter-fields.ts";
import { useUserList, type UserList } from "./use-user-list.ts";
import { UsersTable } from "./users-table.tsx";
import { isNamingSegment, SegmentChoices } from "./segment-choices.tsx";
import { ViewTabs } from "./view-tabs.tsx";
import { useViews } from "./views/use-views.ts";
import { ViewMenu } from "./views/view-menu.tsx";

/** How many match, as the list knows it. */
function totalOf({ list }: UserList, number: (value: number) => string): string | null {
  const total = list.data?.total ?? null;
  if (total === null) return null;
  return list.data?.totalKind === "at_least" ? `${number(total)}+` : number(total);
}

export function UsersPage() {
  const { t, number } = useI18n();
  const can = useCan();
  const users = useUserList();
  const filterFields = useFilterFields();
  const filter = useRef<HTMLInputElement>(null);
  const table = useRef<HTMLDivElement>(null);
  const selection = useSelection(users.q, users.rows);
  const pageBox = useRef<HTMLInputElement>(null);
  const columns = useColumns(users);
  const views = useViews(users);
  const edit = useCellEdit();
  const [exporting, setExporting] = useState(false);
  const [choosing, setChoosing] = useState(false);
  const current = useListActions({
    users,
    selection,
    filter,
    table,
    pageBox,
    onColumns: () => setChoosing(true),
    onCell: (id) => {
      const field = columns.columns.find(({ writable }) => writable !== undefined)?.writable;
      const person = users.rows.find((row) => row.id === id);
      if (field !== undefined && person !== undefined && mayWrite(person)) edit.begin({ id, field });
    },
    ...(can("users:export") && { onExport: () => setExporting(true) }),
  });
  if (!can("users:read")) return <NoPermission permission="users:read" />;

  return (
    <>
      <PageHeader
        crumbs={[t("nav.people")]}
        title={t("users.title")}
        summary={<Summary organization={users.organization} />}
        actions={
          <>
            <Link to="/o/$org/users/search" params={{ org: users.organization }} className={buttonClass({})}>
              {t("search.open")}
            </Link>
            {can("users:export") && <Button onPress={() => setExporting(true)}>{t("export.open")}</Button>}
            {can("users:create") && <NewUserLink organization={users.organization} />}
          </>
        }
      />
      <ViewTabs users={users} views={views} columns={columns.ids} />
      <div className="flex shrink-0 flex-wrap items-start gap-x-1 gap-y-1.5 border-b border-line px-4 py-2.5 sm:px-6">
        <FilterBox
          value={users.q}
          fields={filterFields}
          label={t("users.filter")}
          placeholder={t("users.filter.placeholder")}
          onChange={users.setFilter}
          inputRef={filter}
          completion={(text, id) => isNamingSegment(text) && <SegmentChoices text={text} id={id} />}
        />
        <div className="flex min-h-9 items-center gap-1">
          <Button
            kind={users.facets ? "secondary" : "quiet"}
            aria-pressed={users.facets}
            onPress={() => users.setFacets(!users.facets)}
          >
            {t("lists.facets")}
          </Button>
          <Button kind="quiet" onPress={() => setChoosing(true)}>
            {t("lists.columns")}
          </Button>
          <ViewMenu users={users} views={views} columns={columns.ids} />
        </div>
      </div>
      <div className="relative flex min-h-0 flex-1">
        {users.facets && <FacetsPanel users={users} />}
        <div className="flex min-w-0 flex-1 flex-col">
          <div
            ref={table}
            aria-busy={users.list.isPlaceholderData}
            className="min-h-0 flex-1 overflow-y-auto scroll-quiet"
          >
            <Still still={users.list.isPlaceholderData}>
              <ListBody users={users} columns={columns} edit={edit} current={current} selection={selection} />
            </Still>
          </div>
          {selection.ticked.size > 0 && (
            <BulkBar
              selection={selection}
              rows={users.rows}
              q={users.q}
              sort={users.sort}
              total={totalOf(users, number)}
              columns={columns}
            />
          )}
        </div>
        {users.peek !== null && <PeekPanel key={users.peek.id} person={users.peek} users={users} />}
      </div>
      <JumpStrip users={users} />
      {users.list.data !== undefined && (
        <Pager page={users.list.data} onCursor={users.setCursor}>
          <PageBox users={users} inputRef={pageBox} />
        </Pager>
      )}
      {choosing && <ColumnsDialog columns={columns} onClose={() => setChoosing(false)} />}
      {exporting && (
        <ExportDialog
          q={users.q}
          sort={users.sort}
          chosen={{ kind: "all" }}
          shown={columns}
          onClose={() => setExporting(false)}
        />
      )}
    </>
  );
}

function Summary({ organization }: { organization: string }) {
  const { t } = useI18n();
  const can = useCan();
  const session = useSession().data;
  const { data } = useOperation(organizationOverview, {}, { enabled: can("metrics:read") });
  if (!can("metrics:read")) return null;
  if (data === undefined) return <Skeleton className="mt-1 w-64" />;
  return t("users.summary", {
    people: livingPeople(data.usersByStatus),
    pending: data.usersByStatus["pending"] ?? 0,
    organization: session?.organization?.name ?? organization,
  });
}

function NewUserLink({ organization }: { organization: string }) {
  const { t } = useI18n();
  return (
    <Link to="/o/$org/users/new" params={{ org: organization }} className={buttonClass({ kind: "primary" })}>
      {t("users.new")}
      <Kbd keys="c" className="pointer-coarse:hidden" />
    </Link>
  );
}

function ListBody({
  users,
  columns,
  edit,
  current,
  selection,
}: {
  users: UserList;
  columns: Columns;
  edit: CellEdit;
  current: string | null;
  selection: UserSelection;
}) {
  const { t } = useI18n();
  const can = useCan();
  const { list, rows, q, organization } = users;
  if (list.error !== null && list.data === undefined) {
    return <ProblemState error={list.error} onRetry={() => void list.refetch()} permission="users:read" />;
  }
  if (list.data === undefined) return <SkeletonRows rows={12} label={t("app.loading")} />;
  if (rows.length === 0 && (users.from !== null || users.page !== 1)) {
    return (
      <EmptyState
        title={t("lists.nobodyHere")}
        action={<Button onPress={() => users.setPage(1)}>{t("list.fromStart")}</Button>}
      >
        {t("lists.nobodyHereDetail")}
      </EmptyState>
    );
  }
  if (rows.length === 0 && q === "") {
    return (
      <EmptyState
        title={t("users.first.title")}
        action={can("users:create") && <NewUserLink organization={organization} />}
      >
        {t("users.first.detail")}
      </EmptyState>
    );
  }
  if (rows.length === 0) {
    return (
      <EmptyState
        title={t("users.empty.title")}
        action={<Button onPress={() => users.setFilter("", true)}>{t("users.filter.clear")}</Button>}
      >
        {t("users.empty.detail")}
      </EmptyState>
    );
  }
  return (
    <div className="max-xl:min-w-0!" style={{ minWidth: listWidth(columns.ids.length, users.peek !== null) }}>
      <UsersTable
        users={users}
        columns={columns.columns}
        edit={edit}
        current={current}
        selection={selection}
      />
    </div>
  );
}
