import { listUsers } from "@atrium/contracts";
import { Avatar, Cell, ColumnHeader, EmptyState, IconButton, Row, Table, TableHead } from "@atrium/ui";
import { getRouteApi } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { useActions } from "../../actions/use-actions.ts";
import { useOperation } from "../../api/operation.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { ConfirmDialog, type Confirmation } from "../../ui/confirm-dialog.tsx";
import { FilterBox } from "../../ui/filter-box.tsx";
import { ListBody } from "../../ui/list-body.tsx";
import { Moment } from "../../ui/moment.tsx";
import { Pager } from "../../ui/pager.tsx";
import { PersonLink } from "../../ui/person-link.tsx";
import { quoteForFilter } from "../../ui/quote-for-filter.ts";
import { SessionsPart } from "../user/security/sessions-part.tsx";
import { withFilter } from "./with-filter.ts";

const route = getRouteApi("/o/$org/security/sessions");

/** Those who were here last, first; beside them the sessions of the one that is chosen. */
export function SignedInPeople({ organization }: { organization: string }) {
  const { t } = useI18n();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const filter = useRef<HTMLInputElement>(null);
  const [asked, setAsked] = useState<Confirmation | null>(null);
  const list = useOperation(
    listUsers,
    {
      query: {
        limit: 50,
        count: "none",
        sort: "-lastLoginAt",
        q: withFilter("lastLogin:any", search.q === undefined ? undefined : quoteForFilter(search.q)),
        ...(search.cursor && { cursor: search.cursor }),
      },
    },
    { keepPrevious: true },
  );
  const place = { ...(search.q && { q: search.q }), ...(search.cursor && { cursor: search.cursor }) };
  const shown = list.data?.items.find(({ id }) => id === search.person);
  const show = (person: string | null) =>
    void navigate({ search: { ...place, ...(person !== null && { person }) }, replace: true });
  const setFilter = (q: string, push: boolean) =>
    void navigate({ search: { ...(q && { q }) }, replace: !push });
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
      run: () => (shown === undefined ? setFilter("", true) : show(null)),
    },
  ]);
  return (
    <>
      <div className="flex shrink-0 border-b border-line px-4 py-2.5 sm:px-6">
        <FilterBox
          value={search.q ?? ""}
          label={t("sessionsPage.find")}
          placeholder={t("sessionsPage.find")}
          onChange={setFilter}
          inputRef={filter}
        />
      </div>
      <div className="relative flex min-h-0 flex-1">
        <div className="min-w-0 flex-1 overflow-y-auto scroll-quiet">
          <ListBody
            list={list}
            permission="users:read"
            empty={<EmptyState title={t("sessionsPage.nobody")} />}
            onClear={search.q === undefined ? null : () => setFilter("", true)}
          >
            {(items) => (
              <Table label={t("sessionsPage.people")} busy={list.isPlaceholderData}>
                <TableHead>
                  <ColumnHeader className="ps-4 sm:ps-6">{t("users.column.person")}</ColumnHeader>
                  <ColumnHeader>{t("users.column.lastLogin")}</ColumnHeader>
                  <ColumnHeader end className="pe-6 max-sm:hidden">
                    {t("users.column.lastSeen")}
                  </ColumnHeader>
                </TableHead>
                <tbody>
                  {items.map(({ id, displayName, email, lastLoginAt, lastSeenAt }) => (
                    <Row
                      key={id}
                      rowKey={id}
                      current={id === shown?.id}
                      onPointerRow={() => show(id === shown?.id ? null : id)}
                    >
                      <Cell header className="ps-4 sm:ps-6">
                        <div className="flex items-center gap-2.5">
                          <Avatar name={displayName} />
                          <div className="min-w-0">
                            <button
                              type="button"
                              aria-expanded={id === shown?.id}
                              onClick={() => show(id === shown?.id ? null : id)}
                              className="block max-w-full cursor-default truncate text-start font-semibold hover:underline"
                            >
                              <bdi>{displayName}</bdi>
                            </button>
                            <span className="block truncate text-small text-ink2">{email}</span>
                          </div>
                        </div>
                      </Cell>
                      <Cell className="text-ink2">
                        <Moment iso={lastLoginAt} none={t("users.never")} />
                      </Cell>
                      <Cell end className="pe-6 text-ink2 max-sm:hidden">
                        <Moment iso={lastSeenAt} none={t("users.never")} />
                      </Cell>
                    </Row>
                  ))}
                </tbody>
              </Table>
            )}
          </ListBody>
        </div>
        {shown !== undefined && (
          <aside
            aria-label={t("sessionsPage.of", { name: shown.displayName })}
            className="w-100 max-w-full shrink-0 overflow-y-auto border-s border-line bg-sheet px-5 py-3 scroll-quiet max-lg:absolute max-lg:inset-y-0 max-lg:end-0 max-lg:z-20 max-lg:shadow-raised"
          >
            <div className="flex items-center justify-between gap-3 pt-2">
              <PersonLink id={shown.id} organization={organization}>
                {shown.displayName}
              </PersonLink>
              <IconButton icon="close" label={t("app.close")} className="-me-2" onPress={() => show(null)} />
            </div>
            <SessionsPart key={shown.id} person={shown} ask={setAsked} />
          </aside>
        )}
      </div>
      {list.data !== undefined && (
        <Pager
          page={list.data}
          onCursor={(cursor) => void navigate({ search: { ...(search.q && { q: search.q }), cursor } })}
        />
      )}
      <ConfirmDialog asked={asked} onClose={() => setAsked(null)} />
    </>
  );
}
