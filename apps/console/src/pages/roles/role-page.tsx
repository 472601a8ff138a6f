import { getRole, listRolePermissions, type Output } from "@atrium/contracts";
import { ApiError } from "@atrium/sdk";
import { buttonClass, EmptyState, Menu, IconButton, SkeletonRows, Tabs } from "@atrium/ui";
import { getRouteApi, Link, useBlocker } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useActions } from "../../actions/use-actions.ts";
import type { Action } from "../../actions/registry.ts";
import { useOperation } from "../../api/operation.ts";
import { useCan } from "../../api/session.ts";
import { useApp } from "../../app/app-context.tsx";
import { roleTabs } from "../../app/role-search.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { ProblemState } from "../../shell/problem-state.tsx";
import { usePeopleCount } from "./change-bar.tsx";
import { DeleteRoleDialog } from "./delete-role-dialog.tsx";
import { LeaveDialog } from "./leave-dialog.tsx";
import { MembersTab } from "./members-tab.tsx";
import { RoleEditor, useReadOnly } from "./role-editor.tsx";
import { RoleKind } from "./role-facts.tsx";
import { RolesCrumb } from "./roles-crumb.tsx";
import { useRoleDraft } from "./use-role-draft.ts";
import { VersionsTab } from "./versions-tab.tsx";

const HierarchyView = lazy(() =>
  import("./hierarchy/hierarchy-view.tsx").then(({ HierarchyView: view }) => ({ default: view })),
);
const route = getRouteApi("/o/$org/roles/$slug");

export function RolePage() {
  const { t } = useI18n();
  const { slug, org } = route.useParams();
  const role = useOperation(getRole, { params: { slug } });
  const rights = useOperation(listRolePermissions, { params: { slug } });
  const error = role.error ?? rights.error;
  if (error instanceof ApiError && error.status === 404) {
    return (
      <EmptyState
        title={t("roles.gone")}
        action={
          <Link to="/o/$org/roles" params={{ org }} className={buttonClass()}>
            {t("nav.roles")}
          </Link>
        }
      >
        {t("problem.notFound.detail")}
      </EmptyState>
    );
  }
  if (role.data === undefined || rights.data === undefined) {
    if (error === null) return <SkeletonRows rows={10} label={t("app.loading")} />;
    const again = () => void Promise.all([role.refetch(), rights.refetch()]);
    return <ProblemState error={error} onRetry={again} permission="roles:read" />;
  }
  return <RoleSheet key={slug} role={role.data} rights={rights.data} reload={() => void role.refetch()} />;
}

type SheetProps = {
  role: Output<typeof getRole>;
  rights: Output<typeof listRolePermissions>;
  reload: () => void;
};

function RoleSheet({ role, rights, reload }: SheetProps) {
  const { t } = useI18n();
  const { org } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { toasts } = useApp();
  const can = useCan();
  const people = usePeopleCount();
  const [deleting, setDeleting] = useState(false);
  const editing = useRoleDraft(role);
  const fixed = useReadOnly(role, rights);
  const tab = search.tab ?? "permissions";
  const others = role.touched.others;
  const mayDelete = fixed === null && can("roles:delete");
  const copy = () =>
    void navigate({ to: "/o/$org/roles", params: { org }, search: { create: true, from: role.slug } });
  const compare = () =>
    void navigate({
      to: "/o/$org/roles",
      params: { org },
      search: { view: "matrix", q: `slug:${role.slug}` },
    });
  const actions: Action[] = [
    ...(can("roles:create")
      ? [
          {
            id: "role.copy",
            title: role.template ? "roles.action.use" : "roles.action.copy",
            section: "here",
            run: copy,
          } as const,
        ]
      : []),
    { id: "role.compare", title: "roles.action.compare", section: "here", run: compare },
    ...(mayDelete
      ? [
          {
            id: "role.delete",
            title: "roles.action.delete",
            section: "here",
            danger: true,
            run: () => setDeleting(true),
          } as const,
        ]
      : []),
  ];
  useActions(actions);
  const leaving = useBlocker({
    shouldBlockFn: ({ current, next }) => editing.dirty && current.pathname !== next.pathname,
    withResolver: true,
    enableBeforeUnload: false,
  });

  return (
    <>
      <PageHeader
        crumbs={[t("nav.access"), <RolesCrumb key="list" organization={org} />]}
        title={editing.draft.name}
        summary={
          <span className="flex flex-wrap items-center gap-x-4 gap-y-1">
            <RoleKind role={role} />
            <bdi className="font-mono text-small">{role.slug}</bdi>
            <span>
              {role.touched.people + others === 0
                ? t("roles.heldByNobody")
                : t("roles.heldBy", { people: people(role.touched), others })}
            </span>
            {role.touched.roles.length > 0 && (
              <span>{t("roles.inheritedBy", { count: role.touched.roles.length })}</span>
            )}
          </span>
        }
        actions={
          <Menu
            label={t("user.more")}
            placement="bottom end"
            entries={actions.map(({ id, title, danger }) => ({
              id,
              label: t(title),
              ...(danger && { danger }),
            }))}
            onAction={(id) => actions.find((action) => action.id === id)?.run()}
          >
            <IconButton icon="more" label={t("user.more")} kind="secondary" />
          </Menu>
        }
      />
      <Tabs
        label={t("roles.tabs")}
        tabs={roleTabs.map((id) => ({ id, label: t(`roles.tab.${id}`) }))}
        selected={tab}
        onSelect={(chosen) => {
          const wanted = roleTabs.find((id) => id === chosen);
          void navigate({ search: wanted === undefined || wanted === "permissions" ? {} : { tab: wanted } });
        }}
      >
        {tab === "permissions" ? (
          <RoleEditor role={role} rights={rights} editing={editing} reload={reload} />
        ) : (
          <div className="min-h-0 flex-1 overflow-y-auto scroll-quiet">
            {tab === "members" && <MembersTab role={role} mayAssign={can("roles:assign")} />}
            {tab === "versions" && (
              <VersionsTab
                role={role}
                onRestore={
                  fixed === null
                    ? (draft) => {
                        editing.set(draft);
                        void navigate({ search: {} });
                      }
                    : null
                }
              />
            )}
            {tab === "hierarchy" && (
              <Suspense fallback={<SkeletonRows rows={6} label={t("app.loading")} />}>
                <HierarchyView
                  around={role.slug}
                  asList={search.as === "list"}
                  onAsList={(asList) =>
                    void navigate({
                      search: { tab: "hierarchy", ...(asList && { as: "list" as const }) },
                      replace: true,
                    })
                  }
                />
              </Suspense>
            )}
          </div>
        )}
      </Tabs>
      {leaving.status === "blocked" && <LeaveDialog onStay={leaving.reset} onLeave={leaving.proceed} />}
      {deleting && (
        <DeleteRoleDialog
          role={role}
          touched={role.touched}
          onClose={() => setDeleting(false)}
          onDeleted={() => {
            toasts.add({ text: t("roles.deleted", { name: role.name }) }, { timeout: 6000 });
            void navigate({ to: "/o/$org/roles", params: { org }, search: {}, ignoreBlocker: true });
          }}
        />
      )}
    </>
  );
}
