import type { Permission } from "@atrium/contracts";
import { Button, buttonClass, ErrorState } from "@atrium/ui";
import { Link } from "@tanstack/react-router";
import { useSession } from "../api/session.ts";
import { describeProblem, isForbidden, lacksFactor } from "../api/problem.ts";
import { useI18n } from "../i18n/i18n-context.tsx";
import { NoPermission } from "./no-permission.tsx";

export { NoPermission };

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
  if (lacksFactor(error)) return <FactorNeeded />;
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

/** The way out of an organization's closed door: set a second factor up, or sign in with it. */
export function FactorNeeded() {
  const { t } = useI18n();
  const { data } = useSession();
  return (
    <ErrorState
      title={t("problem.factor.title")}
      detail={t("problem.factor.detail", { organization: data?.organization?.name ?? t("nav.platform") })}
      action={
        <Link to="/me/security" className={buttonClass({ kind: "primary" })}>
          {t("problem.factor.open")}
        </Link>
      }
    />
  );
}
