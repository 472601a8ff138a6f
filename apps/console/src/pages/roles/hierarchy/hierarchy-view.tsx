import { getRoleGraph, listRoles, type DetailedRole } from "@atrium/contracts";
import { Button, EmptyState, Segmented } from "@atrium/ui";
import { useOperation } from "../../../api/operation.ts";
import { useI18n } from "../../../i18n/i18n-context.tsx";
import { Loaded } from "../../../ui/loaded.tsx";
import { RoleFinder } from "../role-finder.tsx";
import { RoleGraph } from "./role-graph.tsx";
import { RoleTree } from "./role-tree.tsx";

/** Above this many, only what lies around one role is drawn. */
const mostRoles = 200;

/** How roles build on each other, as a drawing and as a list. */
export function HierarchyView({
  around,
  asList,
  onAsList,
  onAround,
}: {
  /** The role in the middle; null for all of them. */
  around: string | null;
  asList: boolean;
  onAsList: (asList: boolean) => void;
  /** Where the role in the middle can be chosen. */
  onAround?: (around: string | null) => void;
}) {
  const { t } = useI18n();
  const all = useOperation(
    listRoles,
    { query: { with: "details", limit: mostRoles } },
    { enabled: around === null, keepPrevious: true },
  );
  const near = useOperation(
    getRoleGraph,
    { params: { slug: around ?? "" } },
    { enabled: around !== null, keepPrevious: true },
  );
  const draw = (roles: readonly DetailedRole[], note: string | null) => (
    <>
      {note !== null && <p className="pb-3 text-ink2">{note}</p>}
      {asList ? <RoleTree roles={roles} around={around} /> : <RoleGraph roles={roles} around={around} />}
    </>
  );
  return (
    <div className="px-4 py-5 sm:px-6">
      <div className="flex flex-wrap items-end gap-x-6 gap-y-3 pb-5">
        {onAround !== undefined && (
          <div className="w-full max-w-80">
            <RoleFinder
              label={t("roles.graph.around")}
              refusedFor={() => null}
              onChoose={({ slug }) => onAround(slug)}
            />
          </div>
        )}
        <Segmented
          label={t("roles.graph.as")}
          value={asList ? "list" : "drawing"}
          segments={[
            { id: "drawing", label: t("roles.graph.drawing") },
            { id: "list", label: t("roles.graph.list") },
          ]}
          onChange={(chosen) => onAsList(chosen === "list")}
        />
        {around !== null && onAround !== undefined && (
          <Button kind="quiet" onPress={() => onAround(null)}>
            {t("roles.graph.all")}
          </Button>
        )}
      </div>
      {around === null ? (
        <Loaded query={all} permission="roles:read">
          {({ items, next }) =>
            next === null ? (
              draw(items, null)
            ) : (
              <EmptyState title={t("roles.graph.many", { count: mostRoles })}>
                {t("roles.graph.choose")}
              </EmptyState>
            )
          }
        </Loaded>
      ) : (
        <Loaded query={near} permission="roles:read">
          {({ items, more }) => draw(items, more ? t("roles.graph.more", { count: items.length }) : null)}
        </Loaded>
      )}
    </div>
  );
}
