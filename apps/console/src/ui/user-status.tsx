import type { UserSummary } from "@atrium/contracts";
import { Status } from "@atrium/ui";
import { useI18n } from "../i18n/i18n-context.tsx";

export function UserStatus({ status }: { status: UserSummary["status"] }) {
  const { t } = useI18n();
  return <Status name={status}>{t(`status.${status}`)}</Status>;
}
