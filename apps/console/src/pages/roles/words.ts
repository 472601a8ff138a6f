import { useI18n } from "../../i18n/i18n-context.tsx";
import { usePermissionTitle } from "../../ui/permission-title.ts";
import { useRoleNames } from "../../ui/role-names.ts";
import type { LevelCell, Lock } from "./levels.ts";

/** What the parts of the matrix are called. */
export function useWords() {
  const i18n = useI18n();
  const { t, find, tag } = i18n;
  const title = usePermissionTitle();
  const roleName = useRoleNames();
  const list = new Intl.ListFormat(tag, { type: "conjunction" });
  const resource = (id: string) => find(`resource.${id}`) ?? id;
  const roles = (slugs: readonly string[]) => list.format(slugs.map(roleName));
  const lock = (reason: Lock) => t(`roles.lock.${reason}`);
  return {
    title,
    resource,
    roles,
    lock,
    category: (id: string) => find(`roles.category.${id}`) ?? id,
    permissions: (names: readonly string[]) => list.format(names.map(title)),
    /** A cell as it is heard, and as it is read below the grid. */
    cell(id: string, { level, names, mark, from, lock: locked }: LevelCell): string {
      const where = t("roles.cell", { resource: resource(id), level: t(`roles.level.${level}`) });
      if (mark === "absent") return `${where}. ${t("roles.cell.absent")}`;
      const parts = [where, list.format(names.map(title)), t(`roles.cell.${mark}`)];
      if (from.length > 0) parts.push(t("roles.cell.from", { roles: roles(from) }));
      if (locked !== null) parts.push(lock(locked));
      return parts.map((part) => part.replace(/\.$/, "")).join(". ");
    },
  };
}
