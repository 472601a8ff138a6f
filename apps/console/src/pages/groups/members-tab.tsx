import { listGroupMembers, userFilterFields } from "@atrium/contracts";
import { Button, EmptyState, Kbd, Segmented } from "@atrium/ui";
import { getRouteApi } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { useActions } from "../../actions/use-actions.ts";
import { useOperation } from "../../api/operation.ts";
import { useCan } from "../../api/session.ts";
import { memberViews } from "../../app/list-search.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { FilterBox } from "../../ui/filter-box.tsx";
import { ListBody } from "../../ui/list-body.tsx";
import { Pager } from "../../ui/pager.tsx";
import { AddPeopleDialog } from "./add-people-dialog.tsx";
import type { GroupShown } from "./group-shown.ts";
import { MembersBar } from "./members-bar.tsx";
import { MembersTable } from "./members-table.tsx";

const route = getRouteApi("/o/$org/groups/$id");
const queryOf = {
  own: {},
  hand: { by: "hand" },
  rule: { by: "rule" },
  below: { reach: "below" },
  all: { reach: "all" },
} as const;

/** Who is in the group: by hand, by the rule, or in a group below it. The view stands in the address. */
export function MembersTab({ group }: { group: GroupShown }) {
  const { t } = useI18n();
  const can = useCan();
  const { org } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const filter = useRef<HTMLInputElement>(null);
  const [adding, setAdding] = useState(false);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const view = search.view ?? "own";
  const list = useOperation(
    listGroupMembers,
    {
      params: { id: group.id },
      query: {
        ...queryOf[view],
        limit: 50,
        ...(search.q && { q: search.q }),
        ...(search.cursor && { cursor: search.cursor }),
      },
    },
    { keepPrevious: true },
  );
  const ruled = group.rule !== null;
  const shown = { hand: ruled, rule: ruled, below: group.children > 0, all: group.children > 0 };
  const may = can("groups:update");
  useActions([
    { id: "list.filter", title: "action.filter", section: "here", keys: ["/"], run: () => filter.current?.focus() },
    ...(may
      ? [{ id: "group.add", title: "groups.add", section: "here", keys: ["a"], run: () => setAdding(true) } as const]
      : []),
  ]); // prettier-ignore
  const place = { ...(search.view && { view: search.view }), ...(search.q && { q: search.q }) };
  const chosen = (list.data?.items ?? []).filter(({ userId }) => selected.has(userId));
  const add = may && (
    <Button kind="primary" onPress={() => setAdding(true)}>
      {t("groups.add")}
      <Kbd keys="a" className="pointer-coarse:hidden" />
    </Button>
  );
  return (
    <>
      <div className="flex shrink-0 flex-wrap items-center gap-3 border-b border-line px-4 py-2.5 sm:px-6">
        <Segmented
          label={t("groups.members.view")}
          value={view}
          segments={memberViews
            .filter((id) => id === view || id === "own" || shown[id])
            .map((id) => ({ id, label: t(`groups.members.${id}`) }))}
          onChange={(id) =>
            void navigate({ search: { ...(id !== "own" && { view: id }), ...(search.q && { q: search.q }) } })
          }
        />
        <div className="flex min-w-60 flex-1">
          <FilterBox
            value={search.q ?? ""}
            fields={userFilterFields}
            label={t("users.filter")}
            placeholder={t("groups.members.filter")}
            onChange={(q, first) =>
              void navigate({
                search: { ...(search.view && { view: search.view }), ...(q && { q }) },
                replace: !first,
              })
            }
            inputRef={filter}
          />
        </div>
        {add}
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto scroll-quiet">
        <ListBody
          list={list}
          permission="groups:read"
          empty={
            <EmptyState title={t("groups.members.first")} action={add}>
              {t(group.children > 0 ? "groups.members.firstBelow" : "groups.members.firstDetail")}
            </EmptyState>
          }
          onClear={search.q === undefined && view === "own" ? null : () => void navigate({ search: {} })}
        >
          {(members) => (
            <MembersTable
              group={group}
              members={members}
              organization={org}
              busy={list.isPlaceholderData}
              selected={selected}
              onSelect={may ? setSelected : null}
            />
          )}
        </ListBody>
      </div>
      {chosen.length > 0 && (
        <MembersBar group={group} people={chosen} onClear={() => setSelected(new Set())} />
      )}
      {list.data !== undefined && (
        <Pager page={list.data} onCursor={(cursor) => void navigate({ search: { ...place, cursor } })} />
      )}
      {adding && <AddPeopleDialog group={group} onClose={() => setAdding(false)} />}
    </>
  );
}
