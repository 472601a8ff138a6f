import { getGroup, type Group } from "@atrium/contracts";
import { ApiError } from "@atrium/sdk";
import { Badge, Button, buttonClass, EmptyState, Kbd, SkeletonRows, Tabs } from "@atrium/ui";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Action } from "../../actions/registry.ts";
import { useActions } from "../../actions/use-actions.ts";
import { useOperation } from "../../api/operation.ts";
import { useCan } from "../../api/session.ts";
import { groupTabs } from "../../app/list-search.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { ProblemState } from "../../shell/problem-state.tsx";
import { ActivityTab } from "./activity-tab.tsx";
import { GroupDialogs, type Asked } from "./group-dialogs.tsx";
import { GroupMenu } from "./group-menu.tsx";
import type { GroupShown } from "./group-shown.ts";
import { MembersTab } from "./members-tab.tsx";
import { RightsTab } from "./rights-tab.tsx";
import { RuleTab } from "./rule-tab.tsx";
import { SubgroupsTab } from "./subgroups-tab.tsx";

const route = getRouteApi("/o/$org/groups/$id");

export function GroupPage() {
  const { t } = useI18n();
  const { id, org } = route.useParams();
  const found = useOperation(getGroup, { params: { id } });
  const gone = found.error instanceof ApiError && found.error.status === 404;
  if (gone || (found.data !== undefined && found.data.deletedAt !== null)) {
    return (
      <EmptyState
        title={t("problem.notFound.title")}
        action={
          <Link to="/o/$org/groups" params={{ org }} className={buttonClass()}>
            {t("groups.title")}
          </Link>
        }
      >
        {t("problem.notFound.detail")}
      </EmptyState>
    );
  }
  if (found.error !== null && found.data === undefined) {
    return <ProblemState error={found.error} onRetry={() => void found.refetch()} permission="groups:read" />;
  }
  if (found.data === undefined) return <SkeletonRows rows={8} label={t("app.loading")} />;
  return <GroupSheet key={id} group={found.data} />;
}

function GroupSheet({ group }: { group: GroupShown }) {
  const { t } = useI18n();
  const can = useCan();
  const { org } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [asked, setAsked] = useState<Asked | null>(null);
  const tabs = groupTabs.filter(
    (id) => (id !== "rights" || can("roles:read")) && (id !== "activity" || can("audit:read")),
  );
  const tab = tabs.find((id) => id === search.tab) ?? "members";
  const may = can("groups:update");
  const edit: Action = {
    id: "group.edit", title: "action.edit", section: "here", keys: ["e"],
    run: () => setAsked({ what: "edit", group }),
  }; // prettier-ignore
  const above = group.path.at(-1);
  const up: Action = {
    id: "group.back", title: "action.back", section: "here", keys: ["escape"], keyboardOnly: true,
    run: () => void navigate({ to: "/o/$org/groups", params: { org }, search: openTo(group) }),
  }; // prettier-ignore
  useActions(may ? [edit, up] : [up]);
  const leave = (into: string | null) =>
    into === null
      ? void navigate({ to: "/o/$org/groups", params: { org }, search: openTo(group) })
      : void navigate({ to: "/o/$org/groups/$id", params: { org, id: into } });
  return (
    <>
      <PageHeader
        crumbs={[
          t("nav.people"),
          <Link
            key="groups"
            to="/o/$org/groups"
            params={{ org }}
            search={openTo(group)}
            className="hover:text-ink hover:underline"
          >
            {t("groups.title")}
          </Link>,
          ...group.path.map(({ id, name }) => (
            <Link
              key={id}
              to="/o/$org/groups/$id"
              params={{ org, id }}
              className="hover:text-ink hover:underline"
            >
              <bdi>{name}</bdi>
            </Link>
          )),
        ]}
        title={group.name}
        summary={<Summary group={group} above={above?.name ?? null} />}
        actions={
          <>
            {may && (
              <Button onPress={edit.run}>
                {t("user.edit")}
                <Kbd keys="e" className="text-ink3 pointer-coarse:hidden" />
              </Button>
            )}
            <GroupMenu group={group} onAsk={setAsked} kind="secondary" />
          </>
        }
      />
      {group.description !== null && (
        <p className="max-w-200 px-4 pb-3 whitespace-pre-line text-ink2 sm:px-6">{group.description}</p>
      )}
      <Tabs
        label={t("groups.tabs")}
        tabs={tabs.map((id) => ({ id, label: t(`groups.tab.${id}`) }))}
        selected={tab}
        onSelect={(chosen) => {
          const wanted = tabs.find((id) => id === chosen);
          void navigate({ search: wanted && wanted !== "members" ? { tab: wanted } : {} });
        }}
      >
        {tab === "members" ? (
          <MembersTab group={group} />
        ) : (
          <div className="min-h-0 flex-1 overflow-y-auto scroll-quiet">
            {tab === "subgroups" && <SubgroupsTab group={group} onAsk={setAsked} />}
            {tab === "rights" && <RightsTab group={group} organization={org} />}
            {tab === "rule" && <RuleTab key={group.version} group={group} />}
            {tab === "activity" && <ActivityTab group={group} organization={org} />}
          </div>
        )}
      </Tabs>
      <GroupDialogs asked={asked} onClose={() => setAsked(null)} onGone={leave} />
    </>
  );
}

/** The tree, open down to a group. */
function openTo(group: GroupShown): { open?: string } {
  const open = group.path.map(({ slug }) => slug).join(",");
  return open === "" ? {} : { open };
}

function Summary({ group, above }: { group: Group; above: string | null }) {
  const { t } = useI18n();
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Badge tone={group.kind === "team" ? "dashed" : "plain"}>{t(`groups.kind.${group.kind}`)}</Badge>
      {group.rule !== null && <Badge>{t("groups.byRule")}</Badge>}
      <span>
        {t("groups.people", { count: group.members })}
        {group.children > 0 && ` · ${t("groups.within", { count: group.membersWithin })}`}
        {above !== null && ` · ${t("groups.belongsTo", { name: above })}`}
      </span>
    </span>
  );
}
