import { listOrganizations } from "@atrium/contracts";
import {
  Avatar,
  Cell,
  ColumnHeader,
  EmptyState,
  Row,
  SkeletonRows,
  Status,
  Table,
  TableHead,
} from "@atrium/ui";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useRef } from "react";
import { useActions } from "../../actions/use-actions.ts";
import { useOperation } from "../../api/operation.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { ProblemState } from "../../shell/problem-state.tsx";
import { FilterBox } from "../../ui/filter-box.tsx";
import { Moment } from "../../ui/moment.tsx";
import { Pager } from "../../ui/pager.tsx";

const route = getRouteApi("/o/$org/organizations");

export function OrganizationsPage() {
  const { t, number } = useI18n();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const filter = useRef<HTMLInputElement>(null);
  const list = useOperation(
    listOrganizations,
    {
      query: {
        limit: 50,
        count: "exact",
        ...(search.q && { q: search.q }),
        ...(search.cursor && { cursor: search.cursor }),
      },
    },
    { keepPrevious: true },
  );
  useActions([
    {
      id: "list.filter",
      title: "action.filter",
      section: "here",
      keys: ["/"],
      run: () => filter.current?.focus(),
    },
  ]);
  return (
    <>
      <PageHeader
        crumbs={[t("nav.people")]}
        title={t("organizations.title")}
        summary={
          list.data?.total === undefined || list.data.total === null || search.q !== undefined
            ? undefined
            : t("organizations.summary", { count: list.data.total })
        }
      />
      <div className="flex shrink-0 border-y border-line px-4 py-2.5 sm:px-6">
        <FilterBox
          value={search.q ?? ""}
          label={t("organizations.filter")}
          placeholder={t("organizations.filter")}
          onChange={(q, first) => void navigate({ search: q === "" ? {} : { q }, replace: !first })}
          inputRef={filter}
        />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto scroll-quiet">
        {list.error !== null && list.data === undefined && (
          <ProblemState
            error={list.error}
            onRetry={() => void list.refetch()}
            permission="organizations:list"
          />
        )}
        {list.isPending && <SkeletonRows rows={8} label={t("app.loading")} />}
        {list.data?.items.length === 0 && <EmptyState title={t("organizations.empty")} />}
        {list.data !== undefined && list.data.items.length > 0 && (
          <Table label={t("organizations.title")} busy={list.isPlaceholderData}>
            <TableHead>
              <ColumnHeader className="ps-4 sm:ps-6">{t("organizations.column.name")}</ColumnHeader>
              <ColumnHeader>{t("users.column.status")}</ColumnHeader>
              <ColumnHeader className="max-md:hidden">{t("field.plan")}</ColumnHeader>
              <ColumnHeader end>{t("organizations.column.people")}</ColumnHeader>
              <ColumnHeader end className="pe-6 max-md:hidden">
                {t("organizations.column.created")}
              </ColumnHeader>
            </TableHead>
            <tbody>
              {list.data.items.map((item) => (
                <Row key={item.id} rowKey={item.id}>
                  <Cell header className="ps-4 sm:ps-6">
                    <div className="flex items-center gap-2.5">
                      <Avatar name={item.name} />
                      <div className="min-w-0">
                        <Link
                          to="/o/$org/home"
                          params={{ org: item.slug }}
                          className="block truncate font-semibold text-ink hover:underline"
                        >
                          <bdi>{item.name}</bdi>
                        </Link>
                        <span className="font-mono text-tiny text-ink3">{item.slug}</span>
                      </div>
                    </div>
                  </Cell>
                  <Cell>
                    <Status name={item.status}>{t(`status.${item.status}`)}</Status>
                  </Cell>
                  <Cell className="max-md:hidden">{item.plan}</Cell>
                  <Cell end>{number(item.users)}</Cell>
                  <Cell end className="pe-6 text-ink2 max-md:hidden">
                    <Moment iso={item.createdAt} none="" />
                  </Cell>
                </Row>
              ))}
            </tbody>
          </Table>
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
