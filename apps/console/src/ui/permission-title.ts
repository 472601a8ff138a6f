import { permissions } from "@atrium/contracts";
import { useI18n } from "../i18n/i18n-context.tsx";

/** What a permission lets one do, in the reader's language where somebody has written it. */
export function usePermissionTitle(): (name: string) => string {
  const { find } = useI18n();
  const titles: Readonly<Record<string, { title: string }>> = permissions;
  return (name) => find(`permission.${name}`) ?? titles[name]?.title ?? name;
}
