import { permissions, type Permission } from "@atrium/contracts";
import { useSession } from "../../api/session.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";

const isPermission = (name: string): name is Permission => Object.hasOwn(permissions, name);

export type PermissionWords = {
  /** Within a sentence: “edit people”. */
  readonly phrase: (name: string) => string;
  /** By itself: “Edit people”. */
  readonly title: (name: string) => string;
};

/** What a permission is called. What nobody has put into words yet is called as the catalogue calls it. */
export function usePermissionWords(): PermissionWords {
  const { find, tag } = useI18n();
  const named = (name: string): string => (isPermission(name) ? permissions[name].title : name);
  return {
    phrase: (name) => {
      const title = named(name);
      return find(`may.${name}`) ?? title.charAt(0).toLocaleLowerCase(tag) + title.slice(1);
    },
    title: (name) => {
      const phrase = find(`may.${name}`);
      return phrase === null ? named(name) : phrase.charAt(0).toLocaleUpperCase(tag) + phrase.slice(1);
    },
  };
}

export type Names = Readonly<Record<string, string>>;

/** What a scope is called, with the names that an answer brought along. */
export function useScopeWords(): (scope: string, names: Names) => string {
  const { t } = useI18n();
  const { data } = useSession();
  return (scope, names) => {
    if (scope === "organization") {
      return t("access.on.organization", { organization: data?.organization?.name ?? t("nav.platform") });
    }
    if (scope === "platform") return t("access.on.platform");
    return names[scope.slice(scope.lastIndexOf(":") + 1)] ?? t("access.unknown");
  };
}

/** The whole organization goes without saying. */
export const isWhole = (scope: string | undefined): boolean =>
  scope === undefined || scope === "organization";

/** `, on Sales`; nothing where the whole organization is meant. */
export function useWhereClause(): (scope: string, names: Names) => string {
  const { t } = useI18n();
  const scopeWords = useScopeWords();
  return (scope, names) =>
    isWhole(scope) ? "" : t("access.clause.where", { scope: scopeWords(scope, names) });
}
