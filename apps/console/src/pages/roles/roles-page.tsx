import { SkeletonRows, buttonClass, Tabs } from "@atrium/ui";
import { getRouteApi, Link } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useActions } from "../../actions/use-actions.ts";
import { useCan, useSession } from "../../api/session.ts";
import { roleViews } from "../../app/role-search.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { NoPermission } from "../../shell/problem-state.tsx";
import { NewRoleDialog } from "./new-role-dialog.tsx";
import { RoleList } from "./role-list.tsx";

const HierarchyView = lazy(() =>
  import("./hierarchy/hierarchy-view.tsx").then(({ HierarchyView: view }) => ({ default: view })),
);
const AllRolesMatrix = lazy(() =>
  import("./all-roles/all-roles-matrix.tsx").then(({ AllRolesMatrix: view }) => ({ default: view })),
);
const route = getRouteApi("/o/$org/roles");

/** All roles: as a list, as a hierarchy, and against every permission. */
export function RolesPage() {
  const { t } = useI18n();
  const { org } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const can = useCan();
  const session = useSession();
  const organization = session.data?.organization?.name ?? org;
  const view = search.view ?? "list";
  const mayCreate = can("roles:create");
  const create = () => void navigate({ search: (before) => ({ ...before, create: true }) });
  useActions([
    ...roleViews.map(
      (id) =>
        ({
          id: `roles.${id}`,
          title: `roles.action.${id}`,
          section: "here",
          run: () => void navigate({ search: id === "list" ? {} : { view: id } }),
        }) as const,
    ),
    ...(mayCreate
      ? [
          {
            id: "role.create",
            title: "roles.action.create",
            section: "here",
            keys: ["c"],
            run: create,
          } as const,
        ]
      : []),
  ]);
  if (session.data !== undefined && !can("roles:read")) return <NoPermission permission="roles:read" />;
  return (
    <>
      <PageHeader
        crumbs={[t("nav.access")]}
        title={t("nav.roles")}
        summary={t("roles.summary", { organization })}
        actions={
          mayCreate && (
            <Link
              to="/o/$org/roles"
              params={{ org }}
              search={{ ...search, create: true }}
              className={buttonClass({ kind: "primary" })}
            >
              {t("roles.new")}
            </Link>
          )
        }
      />
      <Tabs
        label={t("roles.views")}
        tabs={roleViews.map((id) => ({ id, label: t(`roles.view.${id}`) }))}
        selected={view}
        onSelect={(chosen) => {
          const wanted = roleViews.find((id) => id === chosen);
          void navigate({ search: wanted === undefined || wanted === "list" ? {} : { view: wanted } });
        }}
      >
        <Suspense fallback={<SkeletonRows rows={8} label={t("app.loading")} />}>
          {view === "list" && <RoleList onCreate={mayCreate ? create : null} />}
          {view === "matrix" && <AllRolesMatrix />}
          {view === "hierarchy" && (
            <div className="min-h-0 flex-1 overflow-y-auto scroll-quiet">
              <HierarchyView
                around={search.around ?? null}
                asList={search.as === "list"}
                onAsList={(asList) =>
                  void navigate({
                    search: ({ as: _before, ...rest }) => ({
                      ...rest,
                      ...(asList && { as: "list" as const }),
                    }),
                    replace: true,
                  })
                }
                onAround={(around) =>
                  void navigate({
                    search: ({ around: _before, ...rest }) => ({
                      ...rest,
                      ...(around !== null && { around }),
                    }),
                  })
                }
              />
            </div>
          )}
        </Suspense>
      </Tabs>
      {search.create === true && mayCreate && (
        <NewRoleDialog
          from={search.from ?? null}
          onClose={() =>
            void navigate({ search: ({ create: _create, from: _from, ...rest }) => rest, replace: true })
          }
        />
      )}
    </>
  );
}
