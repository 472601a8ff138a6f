import { listGroups, type Group } from "@atrium/contracts";
import { Button, EmptyState, Kbd, Segmented, SkeletonRows } from "@atrium/ui";
import { getRouteApi } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { useActions } from "../../actions/use-actions.ts";
import { useOperation } from "../../api/operation.ts";
import { useCan, useSession } from "../../api/session.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { NoPermission, ProblemState } from "../../shell/problem-state.tsx";
import { FilterBox } from "../../ui/filter-box.tsx";
import { DeletedGroups } from "./deleted-groups.tsx";
import { FoundGroups } from "./found-groups.tsx";
import { GroupDialogs, type Asked } from "./group-dialogs.tsx";
import { GroupMenu } from "./group-menu.tsx";
import { GroupTree } from "./group-tree.tsx";
import { NewGroupBar } from "./new-group-bar.tsx";
import { useGroupLevels } from "./use-group-levels.ts";
import { useGroupVerbs } from "./use-group-verbs.ts";

const route = getRouteApi("/o/$org/groups");

/** The tree of groups; which of them are open stands in the address, so that it comes back as it was. */
export function GroupsPage() {
  const { t } = useI18n();
  const can = useCan();
  const { org } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const session = useSession().data;
  const filter = useRef<HTMLInputElement>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [above, setAbove] = useState<{ id: string; name: string } | null>(null);
  const all = useOperation(
    listGroups,
    { query: { limit: 1, count: "exact" } },
    { enabled: can("groups:read") },
  );
  const mayMake = can("groups:create");
  const setNew = (on: boolean) => {
    setAbove(null);
    const { new: _, ...rest } = search;
    void navigate({ search: { ...rest, ...(on && { new: true as const }) }, replace: true });
  };
  useActions([
    { id: "list.filter", title: "action.filter", section: "here", keys: ["/"], run: () => filter.current?.focus() },
    ...(mayMake
      ? [{ id: "groups.new", title: "groups.new", section: "here", keys: ["n"], run: () => setNew(true) } as const]
      : []),
  ]); // prettier-ignore
  if (!can("groups:read")) return <NoPermission permission="groups:read" />;
  const q = search.q ?? "";
  const makeBelow = (group: Group) => {
    setAbove(group);
    void navigate({
      search: { ...search, open: withOpen(search.open, group, true), new: true },
      replace: true,
    });
  };
  return (
    <>
      <PageHeader
        crumbs={[t("nav.people")]}
        title={t("groups.title")}
        summary={
          all.data?.total === undefined || all.data.total === null
            ? undefined
            : t("groups.summary", {
                count: all.data.total,
                organization: session?.organization?.name ?? org,
              })
        }
        actions={
          mayMake && (
            <Button kind="primary" onPress={() => setNew(true)}>
              {t("groups.new")}
              <Kbd keys="n" className="pointer-coarse:hidden" />
            </Button>
          )
        }
      />
      <div className="flex shrink-0 flex-wrap items-center gap-3 border-y border-line px-4 py-2.5 sm:px-6">
        {can("groups:delete") && (
          <Segmented
            label={t("groups.view")}
            value={search.view ?? "tree"}
            segments={[
              { id: "tree", label: t("groups.view.tree") },
              { id: "deleted", label: t("groups.view.deleted") },
            ]}
            onChange={(view) => void navigate({ search: view === "deleted" ? { view } : {} })}
          />
        )}
        <div className="flex min-w-60 flex-1">
          <FilterBox
            value={q}
            label={t("groups.search")}
            placeholder={t("groups.search")}
            onChange={(text, first) =>
              void navigate({
                search: { ...(search.open && { open: search.open }), ...(text && { q: text }) },
                replace: !first,
              })
            }
            inputRef={filter}
          />
        </div>
      </div>
      {mayMake && search.new === true && (
        <NewGroupBar
          key={above?.id ?? ""}
          above={above}
          onMade={() => undefined}
          onClose={() => setNew(false)}
        />
      )}
      <div className="min-h-0 flex-1 overflow-y-auto scroll-quiet">
        {search.view === "deleted" ? (
          <DeletedGroups />
        ) : q !== "" ? (
          <FoundGroups
            q={q}
            onAsk={setAsked}
            onNew={makeBelow}
            onClear={() => void navigate({ search: {} })}
          />
        ) : (
          <WholeTree onAsk={setAsked} onNew={makeBelow} onFirst={mayMake ? () => setNew(true) : null} />
        )}
      </div>
      <GroupDialogs asked={asked} onClose={() => setAsked(null)} />
    </>
  );
}

/** The slugs of the open groups, with one more or one less. */
function withOpen(now: string | undefined, { slug }: Group, on: boolean): string {
  const others = (now ?? "").split(",").filter((other) => other !== "" && other !== slug);
  return (on ? [...others, slug] : others).join(",");
}

function WholeTree({
  onAsk,
  onNew,
  onFirst,
}: {
  onAsk: (asked: Asked) => void;
  onNew: (group: Group) => void;
  onFirst: (() => void) | null;
}) {
  const { t } = useI18n();
  const can = useCan();
  const { org } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const verbs = useGroupVerbs();
  const open = new Set((search.open ?? "").split(","));
  const levels = useGroupLevels(null, ({ slug }) => open.has(slug));
  if (levels.error !== null && levels.level === undefined) {
    return <ProblemState error={levels.error} onRetry={levels.retry} permission="groups:read" />;
  }
  if (levels.level === undefined) return <SkeletonRows rows={10} label={t("app.loading")} />;
  if (levels.level.groups.length === 0) {
    return (
      <EmptyState
        title={t("groups.first.title")}
        action={
          onFirst !== null && (
            <Button kind="primary" onPress={onFirst}>
              {t("groups.new")}
            </Button>
          )
        }
      >
        {t("groups.first.detail")}
      </EmptyState>
    );
  }
  return (
    <GroupTree
      label={t("groups.title")}
      rows={levels.rows}
      onExpand={(group, on) => {
        const list = withOpen(search.open, group, on);
        const { open: _, ...rest } = search;
        void navigate({ search: { ...rest, ...(list && { open: list }) }, replace: true });
      }}
      onMore={levels.more}
      onOpen={({ id }) => void navigate({ to: "/o/$org/groups/$id", params: { org, id } })}
      linkTo={({ id }) => ({ org, id })}
      {...(can("groups:update") && {
        onEdit: (group: Group) => onAsk({ what: "edit", group }),
        onDrop: (group: Group, into: Group | null) => verbs.move(group, into),
      })}
      {...(can("groups:delete") && { onDelete: (group: Group) => onAsk({ what: "delete", group }) })}
      actions={(group) => <GroupMenu group={group} onAsk={onAsk} onNew={onNew} />}
    />
  );
}
