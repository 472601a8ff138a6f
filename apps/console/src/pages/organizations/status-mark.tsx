import type { OrganizationStatus } from "@atrium/contracts";
import { Mark, Status } from "@atrium/ui";
import { useI18n } from "../../i18n/i18n-context.tsx";

/** Shape, word and colour of an organization's status. */
export function OrganizationStatusMark({ status }: { status: OrganizationStatus }) {
  const { t } = useI18n();
  if (status === "deleting") return <Mark tone="bad">{t("status.deleting")}</Mark>;
  return <Status name={status}>{t(`status.${status}`)}</Status>;
}
