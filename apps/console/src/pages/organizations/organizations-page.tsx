import { listOrganizations, listOrganizationsBelow, organizationFilterFields } from "@atrium/contracts";
import {
  Avatar,
  Button,
  Cell,
  ColumnHeader,
  EmptyState,
  Row,
  Select,
  SkeletonRows,
  Table,
  TableHead,
} from "@atrium/ui";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useRef } from "react";
import { useActions } from "../../actions/use-actions.ts";
import { useOperation } from "../../api/operation.ts";
import { useCan, useSession } from "../../api/session.ts";
import { organizationSortChoices } from "../../app/organization-sorts.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { ProblemState } from "../../shell/problem-state.tsx";
import { FilterBox } from "../../ui/filter-box.tsx";
import { Moment } from "../../ui/moment.tsx";
import { Pager } from "../../ui/pager.tsx";
import { NewOrganizationDialog } from "./new-organization-dialog.tsx";
import { planName } from "./plan-name.ts";
import { OrganizationStatusMark } from "./status-mark.tsx";

const route = getRouteApi("/o/$org/organizations");
const sortNames = {
  name: "organizations.sort.name",
  slug: "organizations.sort.slug",
  "-createdAt": "organizations.sort.newest",
  createdAt: "organizations.sort.oldest",
} as const;

/** All organizations for the platform; for a reseller those below theirs. */
export function OrganizationsPage() {
  const i18n = useI18n();
  const { t, number } = i18n;
  const { org } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const can = useCan();
  const { data: session } = useSession();
  const filter = useRef<HTMLInputElement>(null);
  const all = can("organizations:list");
  const mayMake = can("organizations:create") || can("suborganizations:create");
  const query = {
    limit: 50,
    count: "exact" as const,
    sort: search.sort ?? ("name" as const),
    ...(search.q && { q: search.q }),
    ...(search.cursor && { cursor: search.cursor }),
  };
  const everywhere = useOperation(listOrganizations, { query }, { keepPrevious: true, enabled: all });
  const below = useOperation(listOrganizationsBelow, { query }, { keepPrevious: true, enabled: !all });
  const list = all ? everywhere : below;
  const { cursor: _, ...kept } = search;
  useActions([
    {
      id: "list.filter",
      title: "action.filter",
      section: "here",
      keys: ["/"],
      run: () => filter.current?.focus(),
    },
    ...(mayMake
      ? [
          {
            id: "organization.new",
            title: "organizations.new" as const,
            section: "here" as const,
            keys: ["c"],
            run: () => void navigate({ search: { ...kept, make: true } }),
          },
        ]
      : []),
  ]);
  const total = list.data?.total ?? null;
  const organization = session?.organization?.name ?? org;
  return (
    <>
      <PageHeader
        crumbs={[t("nav.people")]}
        title={t("organizations.title")}
        summary={
          total === null || search.q !== undefined
            ? undefined
            : all
              ? t("organizations.summary", { count: total })
              : t("organizations.summaryBelow", { count: total, organization })
        }
        actions={
          mayMake && (
            <Button kind="primary" onPress={() => void navigate({ search: { ...kept, make: true } })}>
              {t("organizations.new")}
            </Button>
          )
        }
      />
      <div className="flex shrink-0 flex-wrap items-start gap-3 border-y border-line px-4 py-2.5 sm:px-6">
        <FilterBox
          value={search.q ?? ""}
          fields={organizationFilterFields}
          label={t("organizations.filter")}
          placeholder={t("organizations.filter")}
          onChange={(q, first) =>
            void navigate({
              search: { ...(search.sort && { sort: search.sort }), ...(q !== "" && { q }) },
              replace: !first,
            })
          }
          inputRef={filter}
        />
        <Select
          className="w-44"
          hideLabel
          label={t("organizations.sort")}
          placeholder={t("organizations.sort")}
          value={search.sort ?? "name"}
          onChange={(id) => {
            const sort = organizationSortChoices.find((each) => each === id);
            void navigate({ search: { ...(search.q && { q: search.q }), ...(sort && { sort }) } });
          }}
          options={organizationSortChoices.map((id) => ({ id, label: t(sortNames[id]) }))}
        />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto scroll-quiet">
        {list.error !== null && list.data === undefined && (
          <ProblemState
            error={list.error}
            onRetry={() => void list.refetch()}
            permission={all ? "organizations:list" : "suborganizations:read"}
          />
        )}
        {list.isPending && <SkeletonRows rows={8} label={t("app.loading")} />}
        {list.data?.items.length === 0 &&
          (search.q === undefined ? (
            <EmptyState title={t("organizations.none")}>{t("organizations.noneDetail")}</EmptyState>
          ) : (
            <EmptyState
              title={t("organizations.empty")}
              action={
                <Button onPress={() => void navigate({ search: {} })}>{t("organizations.clear")}</Button>
              }
            />
          ))}
        {list.data !== undefined && list.data.items.length > 0 && (
          <Table label={t("organizations.title")} busy={list.isPlaceholderData}>
            <TableHead>
              <ColumnHeader className="ps-4 sm:ps-6">{t("organizations.column.name")}</ColumnHeader>
              <ColumnHeader>{t("users.column.status")}</ColumnHeader>
              <ColumnHeader className="max-md:hidden">{t("organizations.column.below")}</ColumnHeader>
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
                          to="/o/$org/organizations/$id"
                          params={{ org, id: item.id }}
                          className="block truncate font-semibold text-ink hover:underline"
                        >
                          <bdi>{item.name}</bdi>
                        </Link>
                        <span className="font-mono text-tiny text-ink3">{item.slug}</span>
                      </div>
                    </div>
                  </Cell>
                  <Cell>
                    <OrganizationStatusMark status={item.status} />
                  </Cell>
                  <Cell className="text-ink2 max-md:hidden">
                    {item.parentName !== null && <bdi>{item.parentName}</bdi>}
                  </Cell>
                  <Cell className="max-md:hidden">{planName(item.plan, i18n)}</Cell>
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
          onCursor={(cursor) => void navigate({ search: { ...kept, ...(cursor && { cursor }) } })}
        />
      )}
      {search.make === true && mayMake && (
        <NewOrganizationDialog
          onClose={() => {
            const { make: _made, ...rest } = search;
            void navigate({ search: rest });
          }}
          onMade={(id) => void navigate({ to: "/o/$org/organizations/$id", params: { org, id } })}
        />
      )}
    </>
  );
}
