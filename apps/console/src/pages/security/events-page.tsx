import { acknowledgeSecurityEvent, listSecurityEvents, securityStates } from "@atrium/contracts";
import { EmptyState, Segmented } from "@atrium/ui";
import { getRouteApi } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { useActions } from "../../actions/use-actions.ts";
import { useOperation } from "../../api/operation.ts";
import { useCan, useSession } from "../../api/session.ts";
import { useVerb } from "../../api/use-verb.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { FilterBox } from "../../ui/filter-box.tsx";
import { ListBody } from "../../ui/list-body.tsx";
import { Pager } from "../../ui/pager.tsx";
import { usePeopleNames } from "../../ui/people-names.ts";
import { EventDetails } from "./event-details.tsx";
import { EventsTable } from "./events-table.tsx";
import { eventFields } from "./filter-fields.ts";
import { ResolveDialog } from "./resolve-dialog.tsx";
import { withFilter } from "./with-filter.ts";

const route = getRouteApi("/o/$org/security/events");
const views = [...securityStates, "all"] as const;

/** What the rules noticed, until somebody has looked after it. */
export function EventsPage() {
  const { t } = useI18n();
  const { org } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const can = useCan();
  const organization = useSession().data?.organization?.name ?? org;
  const filter = useRef<HTMLInputElement>(null);
  const [resolving, setResolving] = useState(false);
  const state = search.state ?? "open";
  const q = withFilter(state === "all" ? "" : `state:${state}`, search.q);
  const list = useOperation(
    listSecurityEvents,
    { query: { limit: 25, ...(q && { q }), ...(search.cursor && { cursor: search.cursor }) } },
    { keepPrevious: true },
  );
  const rows = list.data?.items ?? [];
  const at = rows.findIndex(({ id }) => id === search.event);
  const shown = rows[at];
  const names = usePeopleNames(rows.map(({ userId }) => userId));
  const acknowledge = useVerb(acknowledgeSecurityEvent, t("events.acknowledged"));

  const place = {
    ...(search.state && { state: search.state }),
    ...(search.q && { q: search.q }),
    ...(search.cursor && { cursor: search.cursor }),
  };
  const show = (event: string | null) =>
    void navigate({ search: { ...place, ...(event !== null && { event }) }, replace: true });
  const setFilter = (text: string, push: boolean) =>
    void navigate({
      search: { ...(search.state && { state: search.state }), ...(text && { q: text }) },
      replace: !push,
    });
  const move = (step: 1 | -1) => {
    const next = rows[at === -1 ? 0 : at + step];
    if (next !== undefined) show(next.id);
  };
  const respond = can("security:respond") && shown !== undefined && shown.state !== "resolved";
  const takeOn = () => shown !== undefined && acknowledge.run({ params: { id: shown.id }, body: {} });
  useActions([
    {
      id: "list.filter",
      title: "action.filter",
      section: "here",
      keys: ["/"],
      run: () => filter.current?.focus(),
    },
    {
      id: "list.next",
      title: "action.next",
      section: "here",
      keys: ["j"],
      keyboardOnly: true,
      run: () => move(1),
    },
    {
      id: "list.previous",
      title: "action.previous",
      section: "here",
      keys: ["k"],
      keyboardOnly: true,
      run: () => move(-1),
    },
    {
      id: "list.back",
      title: "action.back",
      section: "here",
      keys: ["escape"],
      keyboardOnly: true,
      run: () => (shown === undefined ? setFilter("", true) : show(null)),
    },
    ...(respond && shown.state === "open"
      ? [
          {
            id: "event.acknowledge",
            title: "events.acknowledge",
            section: "here",
            keys: ["a"],
            run: takeOn,
          } as const,
        ]
      : []),
    ...(respond
      ? [
          {
            id: "event.resolve",
            title: "events.resolve",
            section: "here",
            keys: ["r"],
            run: () => setResolving(true),
          } as const,
        ]
      : []),
  ]);

  return (
    <>
      <PageHeader
        crumbs={[t("nav.security")]}
        title={t("events.title")}
        summary={t("events.summary", { organization })}
      />
      <div className="flex shrink-0 flex-wrap items-center gap-3 border-y border-line px-4 py-2.5 sm:px-6">
        <Segmented
          label={t("events.state")}
          value={state}
          segments={views.map((id) => ({ id, label: t(`events.state.${id}`) }))}
          onChange={(id) =>
            void navigate({
              search: { ...(id !== "open" && { state: id }), ...(search.q && { q: search.q }) },
            })
          }
        />
        <div className="flex min-w-60 flex-1">
          <FilterBox
            value={search.q ?? ""}
            fields={eventFields}
            label={t("audit.filter")}
            placeholder={t("events.filter")}
            onChange={setFilter}
            inputRef={filter}
          />
        </div>
      </div>
      <div className="relative flex min-h-0 flex-1">
        <div className="min-w-0 flex-1 overflow-y-auto scroll-quiet">
          <ListBody
            list={list}
            permission="security:read"
            empty={
              <EmptyState title={t(state === "open" ? "events.noneOpen" : "events.none")}>
                {t("events.noneDetail")}
              </EmptyState>
            }
            onClear={search.q === undefined ? null : () => setFilter("", true)}
          >
            {(items) => (
              <EventsTable
                events={items}
                names={names}
                organization={org}
                shown={shown?.id ?? null}
                onShow={show}
              />
            )}
          </ListBody>
        </div>
        {shown !== undefined && (
          <EventDetails
            event={shown}
            name={shown.userId === null ? undefined : names.get(shown.userId)}
            organization={org}
            onClose={() => show(null)}
            onAcknowledge={respond && shown.state === "open" ? takeOn : null}
            onResolve={respond ? () => setResolving(true) : null}
          />
        )}
      </div>
      {list.data !== undefined && (
        <Pager
          page={list.data}
          onCursor={(cursor) => {
            const { cursor: _before, ...rest } = place;
            void navigate({ search: { ...rest, cursor } });
          }}
        />
      )}
      {resolving && shown !== undefined && (
        <ResolveDialog event={shown} onClose={() => setResolving(false)} />
      )}
    </>
  );
}
