import { invitationFilterFields, invitationStates, listInvitations } from "@atrium/contracts";
import { Button, EmptyState, Segmented } from "@atrium/ui";
import { getRouteApi } from "@tanstack/react-router";
import { useRef } from "react";
import { useActions } from "../../actions/use-actions.ts";
import { useOperation } from "../../api/operation.ts";
import { useCan, useSession } from "../../api/session.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { FilterBox } from "../../ui/filter-box.tsx";
import { ListBody } from "../../ui/list-body.tsx";
import { Pager } from "../../ui/pager.tsx";
import { withFilter } from "../security/with-filter.ts";
import { InvitationsTable } from "./invitations-table.tsx";
import { InviteDialog } from "./invite-dialog.tsx";

const route = getRouteApi("/o/$org/invitations");
const views = ["all", ...invitationStates] as const;

export function InvitationsPage() {
  const { t } = useI18n();
  const { org } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const can = useCan();
  const organization = useSession().data?.organization?.name ?? org;
  const filter = useRef<HTMLInputElement>(null);
  const state = search.state ?? "all";
  const q = withFilter(state === "all" ? "" : `state:${state}`, search.q);
  const list = useOperation(
    listInvitations,
    { query: { limit: 50, ...(q && { q }), ...(search.cursor && { cursor: search.cursor }) } },
    { keepPrevious: true },
  );
  const place = { ...(search.state && { state: search.state }), ...(search.q && { q: search.q }) };
  const setFilter = (text: string, push: boolean) =>
    void navigate({
      search: { ...(search.state && { state: search.state }), ...(text && { q: text }) },
      replace: !push,
    });
  const setInviting = (inviting: boolean) =>
    void navigate({ search: { ...place, ...(inviting && { invite: true as const }) }, replace: !inviting });
  const mayInvite = can("invitations:create");
  useActions([
    {
      id: "list.filter",
      title: "action.filter",
      section: "here",
      keys: ["/"],
      run: () => filter.current?.focus(),
    },
    ...(mayInvite
      ? [
          {
            id: "invite",
            title: "invitations.invite",
            section: "here",
            keys: ["i"],
            run: () => setInviting(true),
          } as const,
        ]
      : []),
  ]);
  const invite = mayInvite && (
    <Button kind="primary" onPress={() => setInviting(true)}>
      {t("invitations.invite")}
    </Button>
  );
  return (
    <>
      <PageHeader
        crumbs={[t("nav.people")]}
        title={t("invitations.title")}
        summary={t("invitations.summary", { organization })}
        actions={invite}
      />
      <div className="flex shrink-0 flex-wrap items-center gap-3 border-y border-line px-4 py-2.5 sm:px-6">
        <Segmented
          label={t("events.state")}
          value={state}
          segments={views.map((id) => ({
            id,
            label: id === "all" ? t("events.state.all") : t(`invitations.state.${id}`),
          }))}
          onChange={(id) =>
            void navigate({
              search: { ...(id !== "all" && { state: id }), ...(search.q && { q: search.q }) },
            })
          }
        />
        <div className="flex min-w-60 flex-1">
          <FilterBox
            value={search.q ?? ""}
            fields={invitationFilterFields}
            label={t("audit.filter")}
            placeholder={t("invitations.filter")}
            onChange={setFilter}
            inputRef={filter}
          />
        </div>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto scroll-quiet">
        <ListBody
          list={list}
          permission="invitations:read"
          empty={
            <EmptyState title={t("invitations.first")} action={invite}>
              {t("invitations.firstDetail")}
            </EmptyState>
          }
          onClear={search.q === undefined && state === "all" ? null : () => void navigate({ search: {} })}
        >
          {(items) => <InvitationsTable invitations={items} organization={org} />}
        </ListBody>
      </div>
      {list.data !== undefined && (
        <Pager page={list.data} onCursor={(cursor) => void navigate({ search: { ...place, cursor } })} />
      )}
      {mayInvite && search.invite === true && <InviteDialog onClose={() => setInviting(false)} />}
    </>
  );
}
