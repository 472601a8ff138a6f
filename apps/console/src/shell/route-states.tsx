import { buttonClass, EmptyState, SkeletonRows } from "@atrium/ui";
import { Link, useRouter, type ErrorComponentProps } from "@tanstack/react-router";
import { useI18n } from "../i18n/i18n-context.tsx";
import { ProblemState } from "./problem-state.tsx";

export function RoutePending() {
  const { t } = useI18n();
  return <SkeletonRows rows={6} label={t("app.loading")} />;
}

export function RouteMissing() {
  const { t } = useI18n();
  return (
    <main>
      <EmptyState
        title={t("problem.notFound.title")}
        action={
          <Link to="/" className={buttonClass()}>
            {t("nav.home")}
          </Link>
        }
      >
        {t("problem.notFound.detail")}
      </EmptyState>
    </main>
  );
}

export function RouteFailure({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const retry = () => {
    reset();
    void router.invalidate();
  };
  return (
    <main>
      <ProblemState error={error} onRetry={retry} />
    </main>
  );
}
