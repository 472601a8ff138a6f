import { assignUserRole, listRoles, removeUserRole, type User } from "@atrium/contracts";
import { IconButton, Select } from "@atrium/ui";
import { useOperation, useOperationAction } from "../../api/operation.ts";
import { describeProblem } from "../../api/problem.ts";
import { useCan } from "../../api/session.ts";
import { useApp } from "../../app/app-context.tsx";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { useRoleNames } from "../../ui/role-names.ts";

/** Roles one may give are offered; those above oneself are shown and cannot be chosen. */
export function RolesSection({ person }: { person: User }) {
  const i18n = useI18n();
  const { t } = i18n;
  const can = useCan();
  const { toasts } = useApp();
  const roleName = useRoleNames();
  const roles = useOperation(listRoles, {}, { enabled: can("roles:read") });
  const assign = useOperationAction(assignUserRole);
  const remove = useOperationAction(removeUserRole);
  const mayAssign = person.abilities.includes("assign_roles");
  const name = person.displayName;

  const onError = (error: Error) => toasts.add({ text: describeProblem(error, i18n).title, tone: "bad" });
  const say = (text: string, undo: () => void) =>
    toasts.add({ text, action: { label: t("app.undo"), run: undo } }, { timeout: 15_000 });
  const take = (role: string) => remove.mutateAsync({ request: { params: { id: person.id, role } } });
  const give = (role: string) =>
    assign.mutateAsync({ request: { params: { id: person.id }, body: { role } } });
  const onTake = (role: string) =>
    void take(role)
      .then(() =>
        say(t("user.role.taken", { role: roleName(role), name }), () => void give(role).catch(onError)),
      )
      .catch(onError);
  const onGive = (role: string) =>
    void give(role)
      .then(() =>
        say(t("user.role.given", { role: roleName(role), name }), () => void take(role).catch(onError)),
      )
      .catch(onError);

  return (
    <div className="flex flex-col gap-3">
      {person.roles.length === 0 && <p className="text-ink2">{t("user.role.none")}</p>}
      <ul className="flex flex-wrap gap-2">
        {person.roles.map((slug) => (
          <li
            key={slug}
            className="inline-flex min-h-7 items-center gap-1 rounded-small border border-control-line ps-2 pe-0.5 not-has-[button]:pe-2"
          >
            {roleName(slug)}
            {mayAssign && (
              <IconButton
                icon="close"
                label={t("user.role.remove", { role: roleName(slug) })}
                className="!size-6"
                isDisabled={remove.isPending}
                onPress={() => onTake(slug)}
              />
            )}
          </li>
        ))}
      </ul>
      {mayAssign && roles.data !== undefined && (
        <Select
          className="max-w-60"
          label={t("user.role.add")}
          placeholder={t("user.role.choose")}
          value={null}
          isDisabled={assign.isPending}
          onChange={onGive}
          options={roles.data.items
            .filter(({ slug }) => !person.roles.includes(slug))
            .map(({ slug, name: label, assignable }) => ({ id: slug, label, disabled: !assignable }))}
        />
      )}
    </div>
  );
}
