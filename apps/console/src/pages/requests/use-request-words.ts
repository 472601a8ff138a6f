import { permissionNames, type AccessRequest } from "@atrium/contracts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import type { MessageKey } from "../../messages/en.ts";
import { useRoleNames } from "../../ui/role-names.ts";
import { usePermissionWords } from "../access/words.ts";

type Wanted = Pick<AccessRequest, "role" | "permission" | "operation"> & { groupName?: string | null };

/** What a guarded operation is called. */
export function useOperationName(): (operation: string) => string {
  const { find } = useI18n();
  return (operation) => find(`rules.operation.${operation}` satisfies string as MessageKey) ?? operation;
}

/** What a request or a rule is about, in words. */
export function useRequestWords(): (wanted: Wanted) => string {
  const { t } = useI18n();
  const roleName = useRoleNames();
  const { title } = usePermissionWords();
  const operationName = useOperationName();
  return ({ role, permission, groupName = null, operation }) => {
    if (role !== null) return roleName(role);
    const right = permissionNames.find((name) => name === permission);
    if (right !== undefined) return title(right);
    if (operation !== null) return operationName(operation);
    return t("requests.group", { group: groupName ?? "" });
  };
}
