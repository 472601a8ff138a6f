import type { ShownGrant } from "@atrium/contracts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { usePermissionWords, type Names } from "./words.ts";

/** What a grant gives, in a word or two. */
export function useGiftWords(): (grant: Pick<ShownGrant, "role" | "permission">, names: Names) => string {
  const { title } = usePermissionWords();
  return ({ role, permission }, names) => (role === null ? title(permission ?? "") : (names[role] ?? role));
}

/** Its time, who gave it and why. */
export function useGrantNotes(): (grant: ShownGrant, names: Names) => string[] {
  const { t, dateTime } = useI18n();
  return ({ validFrom, validUntil, grantedBy, reason }, names) => [
    ...(validFrom !== null && Date.parse(validFrom) > Date.now()
      ? [t("access.validFrom", { date: dateTime(validFrom) })]
      : []),
    ...(validUntil === null ? [] : [t("access.validUntil", { date: dateTime(validUntil) })]),
    ...(grantedBy === null ? [] : [t("access.byWhom", { who: names[grantedBy] ?? t("access.unknown") })]),
    ...(reason === null ? [] : [reason]),
  ];
}
