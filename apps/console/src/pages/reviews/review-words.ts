import { permissionNames, type AccessReview, type ReviewItem, type ReviewState } from "@atrium/contracts";
import type { MarkTone } from "@atrium/ui";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { useRoleNames } from "../../ui/role-names.ts";
import { usePermissionWords } from "../access/words.ts";

export const stateTones = {
  preparing: "info",
  open: "info",
  closing: "warn",
  closed: "ok",
  cancelled: "quiet",
} as const satisfies Record<ReviewState, MarkTone>;

/** What a review is about, in words. */
export function useReviewScope(): (scope: AccessReview["scope"]) => string {
  const { t } = useI18n();
  const roleName = useRoleNames();
  return ({ kind, value, name }) => {
    if (kind === "role") return t("reviews.scope.roleNamed", { name: roleName(value ?? "") });
    if (kind === "group") return t("reviews.scope.groupNamed", { name: name ?? value ?? "" });
    return kind === "filter" ? (value ?? "") : t("reviews.scope.all");
  };
}

/** What somebody holds, in words. */
export function useHeldWords(): (item: Pick<ReviewItem, "role" | "permission" | "group">) => string {
  const { t } = useI18n();
  const roleName = useRoleNames();
  const { title } = usePermissionWords();
  return ({ role, permission, group }) => {
    if (role !== null) return roleName(role);
    const right = permissionNames.find((name) => name === permission);
    return right === undefined ? t("requests.group", { group: group ?? "" }) : title(right);
  };
}
