import { attemptOutcomes, listAttempts } from "@atrium/contracts";
import { Cell, ColumnHeader, EmptyState, Row, Segmented, Table, TableHead } from "@atrium/ui";
import { getRouteApi } from "@tanstack/react-router";
import { useRef } from "react";
import { useActions } from "../../actions/use-actions.ts";
import { useOperation } from "../../api/operation.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { AttemptDetail, AttemptOutcome } from "../../ui/attempt-list.tsx";
import { FilterBox } from "../../ui/filter-box.tsx";
import { ListBody } from "../../ui/list-body.tsx";
import { Moment } from "../../ui/moment.tsx";
import { Pager } from "../../ui/pager.tsx";
import { usePeopleNames } from "../../ui/people-names.ts";
import { PersonLink } from "../../ui/person-link.tsx";
import { attemptFields } from "./filter-fields.ts";
import { withFilter } from "./with-filter.ts";

const route = getRouteApi("/o/$org/security/sessions");
const views = ["all", ...attemptOutcomes] as const;

export function AttemptsList({ organization }: { organization: string }) {
  const { t } = useI18n();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const filter = useRef<HTMLInputElement>(null);
  const outcome = search.outcome ?? "all";
  const q = withFilter(outcome === "all" ? "" : `outcome:${outcome}`, search.q);
  const list = useOperation(
    listAttempts,
    { query: { limit: 25, ...(q && { q }), ...(search.cursor && { cursor: search.cursor }) } },
    { keepPrevious: true },
  );
  const names = usePeopleNames((list.data?.items ?? []).map(({ userId }) => userId));
  const place = {
    tab: "attempts" as const,
    ...(search.outcome && { outcome: search.outcome }),
    ...(search.q && { q: search.q }),
  };
  const setFilter = (text: string, push: boolean) => {
    const { q: _before, ...rest } = place;
    void navigate({ search: { ...rest, ...(text && { q: text }) }, replace: !push });
  };
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
      <div className="flex shrink-0 flex-wrap items-center gap-3 border-b border-line px-4 py-2.5 sm:px-6">
        <Segmented
          label={t("sessionsPage.outcome")}
          value={outcome}
          segments={views.map((id) => ({
            id,
            label: id === "all" ? t("events.state.all") : t(`attempt.${id}`),
          }))}
          onChange={(id) => {
            const { outcome: _before, ...rest } = place;
            void navigate({ search: { ...rest, ...(id !== "all" && { outcome: id }) } });
          }}
        />
        <div className="flex min-w-60 flex-1">
          <FilterBox
            value={search.q ?? ""}
            fields={attemptFields}
            label={t("audit.filter")}
            placeholder={t("sessionsPage.filter")}
            onChange={setFilter}
            inputRef={filter}
          />
        </div>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto scroll-quiet">
        <ListBody
          list={list}
          permission="security:read"
          empty={<EmptyState title={t("attempt.none")} />}
          onClear={
            search.q === undefined && outcome === "all"
              ? null
              : () => void navigate({ search: { tab: "attempts" } })
          }
        >
          {(items) => (
            <Table label={t("sessionsPage.attempts")} busy={list.isPlaceholderData}>
              <TableHead>
                <ColumnHeader className="ps-4 sm:ps-6">{t("users.column.person")}</ColumnHeader>
                <ColumnHeader>{t("sessionsPage.outcome")}</ColumnHeader>
                <ColumnHeader className="max-md:hidden">{t("audit.ip")}</ColumnHeader>
                <ColumnHeader end className="pe-6 max-sm:hidden">
                  {t("audit.column.when")}
                </ColumnHeader>
              </TableHead>
              <tbody>
                {items.map((attempt) => (
                  <Row key={attempt.id} rowKey={attempt.id}>
                    <Cell header className="ps-4 sm:ps-6">
                      {attempt.userId === null ? (
                        <bdi>{attempt.email ?? t("app.none")}</bdi>
                      ) : (
                        <PersonLink id={attempt.userId} organization={organization}>
                          {names.get(attempt.userId) ?? attempt.email ?? attempt.userId}
                        </PersonLink>
                      )}
                      <span className="block text-small text-ink2 sm:hidden">
                        <Moment iso={attempt.at} none="" />
                      </span>
                    </Cell>
                    <Cell>
                      <AttemptOutcome outcome={attempt.outcome} />
                      <span className="block text-small text-ink2">
                        <AttemptDetail attempt={attempt} />
                      </span>
                    </Cell>
                    <Cell className="text-small text-ink2 max-md:hidden">
                      <bdi className="font-mono">{attempt.ip}</bdi> {attempt.country}
                    </Cell>
                    <Cell end className="pe-6 whitespace-nowrap text-ink2 max-sm:hidden">
                      <Moment iso={attempt.at} none="" />
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
