import {
  getRole,
  type listRolePermissions,
  platformOnly,
  previewRole,
  type Output,
  type Role,
} from "@atrium/contracts";
import { Banner, Button } from "@atrium/ui";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { useActions } from "../../actions/use-actions.ts";
import { useOperation } from "../../api/operation.ts";
import { isConflict } from "../../api/problem.ts";
import { useCan, useSession } from "../../api/session.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { FilterBox } from "../../ui/filter-box.tsx";
import { ProblemBanner } from "../../ui/problem-banner.tsx";
import { useAtRest } from "../../ui/use-at-rest.ts";
import { ChangeBar } from "./change-bar.tsx";
import { GainsDialog } from "./gains-dialog.tsx";
import { found } from "./grid-rows.ts";
import { HoldersDialog } from "./holders-dialog.tsx";
import type { Held, Lock } from "./levels.ts";
import { PermissionGrid } from "./permission-grid.tsx";
import { RoleDiff } from "./role-diff.tsx";
import { RoleFacts } from "./role-facts.tsx";
import type { RoleEditing } from "./use-role-draft.ts";
import { useSaveRole } from "./use-save-role.ts";
import { useWords } from "./words.ts";

const route = getRouteApi("/o/$org/roles/$slug");
type Rights = Output<typeof listRolePermissions>;

/** Why a role cannot be edited by this person; null where it can. */
export function useReadOnly(role: Role, rights: Rights): string | null {
  const { t } = useI18n();
  const can = useCan();
  const session = useSession();
  const place = session.data?.organization;
  const held = new Set<string>(session.data?.permissions ?? []);
  if (role.system) return t("roles.fixed.system");
  if (role.template && place?.platform !== true) return t("roles.fixed.template");
  if (!can("roles:update")) return t("roles.fixed.right");
  if (!rights.items.every(({ name }) => held.has(name))) return t("roles.fixed.above");
  return null;
}

/** The facts and the matrix, with what is not saved yet at the bottom. */
export function RoleEditor({
  role,
  rights,
  editing,
  reload,
}: {
  role: Role;
  rights: Rights;
  editing: RoleEditing;
  reload: () => void;
}) {
  const { t } = useI18n();
  const can = useCan();
  const words = useWords();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [asking, setAsking] = useState<"holders" | "gains" | null>(null);
  const { base, draft, dirty, changes } = editing;
  const fixed = useReadOnly(role, rights);
  const saving = useSaveRole(editing, { onHeld: () => setAsking("holders"), onConflict: reload });

  const asked = useAtRest({ permissions: draft.permissions, inherits: draft.inherits });
  const preview = useOperation(
    previewRole,
    { body: { role: base.slug, permissions: [...asked.permissions], inherits: [...asked.inherits] } },
    { enabled: dirty && fixed === null, keepPrevious: true },
  );
  const held = useHeld(editing, rights, preview.data);
  const opened = new Set((search.open ?? "").split(",").filter(Boolean));
  const loses = preview.data?.loses.length ?? 0;
  const touches = (preview.data?.touched.people ?? 0) + (preview.data?.touched.others ?? 0);
  const save = () => {
    if (!dirty || draft.name.trim() === "" || editing.outdated) return;
    if (loses > 0 && touches > 0) setAsking("holders");
    else saving.save();
  };
  useActions(
    dirty
      ? [
          { id: "role.save", title: "roles.action.save", section: "here", keys: ["mod+s"], run: save },
          { id: "role.discard", title: "roles.action.discard", section: "here", run: editing.discard },
        ]
      : [],
  );

  return (
    <>
      <div className="min-h-0 flex-1 overflow-y-auto scroll-quiet">
        <div className="flex max-w-240 flex-col gap-6 px-4 py-6 sm:px-6">
          {fixed !== null && <Banner tone="info">{fixed}</Banner>}
          {editing.outdated ? (
            <Banner
              tone="warn"
              urgent
              action={
                <Button
                  onPress={() => {
                    saving.reset();
                    editing.reapply();
                  }}
                >
                  {t("problem.conflict.load")}
                </Button>
              }
            >
              <p className="font-medium">{t("problem.conflict")}</p>
              <RoleDiff slug={base.slug} from={base.version} to={role.version} />
            </Banner>
          ) : (
            !isConflict(saving.error) && <ProblemBanner error={asking === null ? saving.error : null} />
          )}
          <RoleFacts editing={editing} readOnly={fixed !== null} />
          <div>
            <div className="max-w-80 pb-2">
              <FilterBox
                value={search.find ?? ""}
                label={t("roles.grid.find")}
                placeholder={t("roles.grid.find")}
                onChange={(find, first) =>
                  void navigate({
                    search: ({ find: _before, ...rest }) => ({ ...rest, ...(find && { find }) }),
                    replace: !first,
                  })
                }
              />
            </div>
            <PermissionGrid
              label={t("roles.grid", { role: base.name })}
              shown={found(search.find ?? "", (name) =>
                name.includes(":") ? words.title(name) : words.resource(name),
              )}
              held={held}
              readOnly={fixed !== null}
              opened={opened}
              onOpened={(next) =>
                void navigate({
                  search: ({ open: _before, ...rest }) => ({
                    ...rest,
                    ...(next.size > 0 && { open: [...next].join(",") }),
                  }),
                  replace: true,
                })
              }
              onChange={(own) => editing.set({ permissions: [...own].toSorted() })}
            />
          </div>
        </div>
      </div>
      {dirty && (
        <ChangeBar
          preview={preview}
          isPending={saving.isPending}
          onSave={save}
          onDiscard={() => {
            saving.reset();
            editing.discard();
          }}
          onDetails={
            can("access:read") && touches > 0 && ("permissions" in changes || "inherits" in changes)
              ? () => setAsking("gains")
              : null
          }
        />
      )}
      {asking === "holders" && preview.data !== undefined && (
        <HoldersDialog
          slug={base.slug}
          preview={preview.data}
          onClose={() => setAsking(null)}
          onSave={(holders) => {
            setAsking(null);
            saving.save(holders);
          }}
        />
      )}
      {asking === "gains" && <GainsDialog slug={base.slug} draft={draft} onClose={() => setAsking(null)} />}
    </>
  );
}

/** What the draft holds: its own, what it would inherit, and what the editor could not add. */
function useHeld(
  { base, draft, changes }: RoleEditing,
  rights: Rights,
  preview: Output<typeof previewRole> | undefined,
): Held {
  const session = useSession();
  const template = useOperation(
    getRole,
    { params: { slug: base.narrows ?? base.slug } },
    { enabled: base.narrows !== null },
  );
  const mine = new Set<string>(session.data?.permissions ?? []);
  const within = base.narrows === null ? null : new Set(template.data?.permissions ?? base.permissions);
  const isPlatform = session.data?.organization?.platform === true;
  const saved = rights.items.flatMap(({ name, inherited }) =>
    inherited.length === 0 ? [] : [[name, inherited] as const],
  );
  const drafted = preview?.inherited.map(({ name, from }) => [name, from] as const);
  return {
    own: new Set(draft.permissions),
    inherited: new Map("inherits" in changes ? (drafted ?? saved) : saved),
    lockOf: (name): Lock | null => {
      if (within !== null && !within.has(name)) return "template";
      if (mine.has(name)) return null;
      return !isPlatform && platformOnly.includes(name) ? "platform" : "above";
    },
  };
}
