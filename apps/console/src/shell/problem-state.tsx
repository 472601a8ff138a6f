import type { Permission } from "@atrium/contracts";
import { permissions } from "@atrium/contracts";
import { Button, ErrorState } from "@atrium/ui";
import { useSession } from "../api/session.ts";
import { describeProblem, isForbidden } from "../api/problem.ts";
import { useI18n } from "../i18n/i18n-context.tsx";

/** An error in the server's own words, with the id to quote and the one next step. */
export function ProblemState({
  error,
  onRetry,
  permission,
}: {
  error: unknown;
  onRetry: () => void;
  permission?: Permission;
}) {
  const i18n = useI18n();
  const { t } = i18n;
  if (isForbidden(error) && permission !== undefined) return <NoPermission permission={permission} />;
  const problem = describeProblem(error, i18n);
  return (
    <ErrorState
      title={problem.title}
      detail={problem.detail}
      request={
        problem.requestId === undefined
          ? undefined
          : {
              label: t("app.requestId"),
              id: problem.requestId,
              copy: t("app.copy"),
              copied: t("app.copied"),
            }
      }
      action={<Button onPress={onRetry}>{t("app.retry")}</Button>}
    />
  );
}

/** Says which right is missing and who can give it. */
export function NoPermission({ permission }: { permission: Permission }) {
  const { t } = useI18n();
  const { data } = useSession();
  return (
    <ErrorState
      title={t("problem.forbidden.title")}
      detail={t("problem.forbidden.detail", {
        right: permissions[permission].title,
        organization: data?.organization?.name ?? t("nav.platform"),
      })}
    />
  );
}
