import { Badge, IconButton, TextField } from "@atrium/ui";
import { Link } from "@tanstack/react-router";
import { useOrganizationSlug } from "../../api/organization-context.tsx";
import { useSession } from "../../api/session.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { RoleFinder } from "./role-finder.tsx";
import type { RoleEditing } from "./use-role-draft.ts";
import { useWords } from "./words.ts";

/** Name, description and what it inherits: the part of a role beside its permissions. */
export function RoleFacts({ editing, readOnly }: { editing: RoleEditing; readOnly: boolean }) {
  const { t } = useI18n();
  const { base, draft, set } = editing;
  return (
    <div className="flex flex-col gap-4">
      {!readOnly && (
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label={t("field.name")}
            value={draft.name}
            maxLength={100}
            onChange={(name) => set({ name })}
            {...(draft.name.trim() === "" && { error: t("form.missing") })}
          />
          <TextField
            label={t("field.description")}
            value={draft.description}
            maxLength={500}
            onChange={(description) => set({ description })}
          />
        </div>
      )}
      {readOnly && base.description !== "" && <p className="max-w-150 text-ink2">{base.description}</p>}
      {!base.template && base.narrows === null && <Inherits editing={editing} readOnly={readOnly} />}
    </div>
  );
}

function Inherits({ editing: { base, draft, set }, readOnly }: { editing: RoleEditing; readOnly: boolean }) {
  const { t } = useI18n();
  const words = useWords();
  const organization = useOrganizationSlug() ?? "";
  const session = useSession();
  const holds = (name: string) => session.data?.permissions.some((held) => held === name) ?? false;
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      <div className="flex flex-col gap-1">
        <h2 className="text-small font-medium text-ink2">{t("roles.inherits")}</h2>
        <ul className="flex flex-wrap gap-2 empty:hidden">
          {draft.inherits.map((slug) => (
            <li
              key={slug}
              className="inline-flex min-h-7 items-center gap-1 rounded-small border border-control-line ps-2 pe-0.5 not-has-[button]:pe-2"
            >
              <Link to="/o/$org/roles/$slug" params={{ org: organization, slug }} className="hover:underline">
                <bdi>{words.roles([slug])}</bdi>
              </Link>
              {!readOnly && (
                <IconButton
                  icon="close"
                  label={t("roles.inherits.remove", { role: words.roles([slug]) })}
                  className="!size-6"
                  onPress={() => set({ inherits: draft.inherits.filter((each) => each !== slug) })}
                />
              )}
            </li>
          ))}
        </ul>
        {draft.inherits.length === 0 && <p className="text-ink2">{t("roles.inherits.none")}</p>}
      </div>
      {!readOnly && draft.inherits.length < 20 && (
        <RoleFinder
          label={t("roles.inherits.add")}
          without={[base.slug, ...draft.inherits]}
          refusedFor={({ details }) => ((details?.allows ?? []).every(holds) ? null : t("roles.lock.role"))}
          onChoose={({ slug }) => set({ inherits: [...draft.inherits, slug].toSorted() })}
        />
      )}
    </div>
  );
}

/** What sort of role it is. */
export function RoleKind({ role }: { role: { system: boolean; template: boolean; narrows: string | null } }) {
  const { t } = useI18n();
  const words = useWords();
  if (role.system) return <Badge tone="dashed">{t("roles.kind.system")}</Badge>;
  if (role.template) return <Badge tone="dashed">{t("roles.kind.template")}</Badge>;
  if (role.narrows === null) return <Badge>{t("roles.kind.own")}</Badge>;
  return <Badge>{t("roles.kind.narrows", { role: words.roles([role.narrows]) })}</Badge>;
}
