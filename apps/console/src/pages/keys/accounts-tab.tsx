import { listServiceAccounts, serviceAccountFilterFields } from "@atrium/contracts";
import { Badge, Cell, ColumnHeader, EmptyState, Row, Status, Table, TableHead } from "@atrium/ui";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useRef, type ReactNode } from "react";
import { useActions } from "../../actions/use-actions.ts";
import { useOperation } from "../../api/operation.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { FilterBox } from "../../ui/filter-box.tsx";
import { ListBody } from "../../ui/list-body.tsx";
import { Moment } from "../../ui/moment.tsx";
import { Pager } from "../../ui/pager.tsx";
import { useRoleNames } from "../../ui/role-names.ts";

const route = getRouteApi("/o/$org/keys");

export function AccountsTab({ offer }: { offer: ReactNode }) {
  const { t } = useI18n();
  const { org } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const roleName = useRoleNames();
  const filter = useRef<HTMLInputElement>(null);
  const tab = { tab: "accounts" } as const;
  const list = useOperation(
    listServiceAccounts,
    {
      query: {
        limit: 50,
        count: "exact",
        ...(search.q && { q: search.q }),
        ...(search.sort && { sort: search.sort }),
        ...(search.cursor && { cursor: search.cursor }),
      },
    },
    { keepPrevious: true },
  );
  const place = { ...tab, ...(search.q && { q: search.q }), ...(search.sort && { sort: search.sort }) };
  const { sort = "name" } = search;
  const direction = sort === "name" ? "ascending" : sort === "-name" ? "descending" : null;
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
      <div className="flex shrink-0 border-b border-line px-4 py-2.5 sm:px-6">
        <FilterBox
          value={search.q ?? ""}
          fields={serviceAccountFilterFields}
          label={t("audit.filter")}
          placeholder={t("accounts.filter")}
          onChange={(text, push) =>
            void navigate({ search: { ...tab, ...(text && { q: text }) }, replace: !push })
          }
          inputRef={filter}
        />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto scroll-quiet">
        <ListBody
          list={list}
          permission="service_accounts:read"
          empty={
            <EmptyState title={t("accounts.first")} action={offer}>
              {t("accounts.firstDetail")}
            </EmptyState>
          }
          onClear={search.q === undefined ? null : () => void navigate({ search: tab })}
        >
          {(items) => (
            <Table label={t("keys.tab.accounts")} busy={list.isPlaceholderData}>
              <TableHead>
                <ColumnHeader
                  className="ps-4 sm:ps-6"
                  sort={{
                    direction,
                    onToggle: () =>
                      void navigate({
                        search: {
                          ...tab,
                          ...(search.q && { q: search.q }),
                          ...(direction === "ascending" && { sort: "-name" as const }),
                        },
                      }),
                  }}
                >
                  {t("accounts.column.name")}
                </ColumnHeader>
                <ColumnHeader>{t("field.status")}</ColumnHeader>
                <ColumnHeader className="max-md:hidden">{t("field.roles")}</ColumnHeader>
                <ColumnHeader className="max-md:hidden">{t("accounts.column.keys")}</ColumnHeader>
                <ColumnHeader className="pe-6 max-lg:hidden">{t("keys.made")}</ColumnHeader>
              </TableHead>
              <tbody>
                {items.map(({ id, name, description, status, roles, keys, createdAt }) => (
                  <Row key={id} rowKey={id}>
                    <Cell header className="ps-4 sm:ps-6">
                      <Link
                        to="/o/$org/keys/accounts/$id"
                        params={{ org, id }}
                        className="font-semibold text-ink hover:underline"
                      >
                        <bdi>{name}</bdi>
                      </Link>
                      {description !== null && (
                        <bdi className="block max-w-100 truncate text-small text-ink2">{description}</bdi>
                      )}
                    </Cell>
                    <Cell>
                      <Status name={status}>{t(`status.${status}`)}</Status>
                    </Cell>
                    <Cell className="max-md:hidden">
                      <span className="flex flex-wrap gap-1">
                        {roles.map((slug) => (
                          <Badge key={slug}>{roleName(slug)}</Badge>
                        ))}
                      </span>
                    </Cell>
                    <Cell className="text-ink2 max-md:hidden">
                      {t("accounts.keysCount", { count: keys })}
                    </Cell>
                    <Cell className="pe-6 text-ink2 max-lg:hidden">
                      <Moment iso={createdAt} none="" />
                    </Cell>
                  </Row>
                ))}
              </tbody>
            </Table>
          )}
        </ListBody>
      </div>
      {list.data !== undefined && (
        <Pager page={list.data} onCursor={(cursor) => void navigate({ search: { ...place, cursor } })} />
      )}
    </>
  );
}
