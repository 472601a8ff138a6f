import type { Permission } from "@atrium/contracts";
import { Skeleton } from "@atrium/ui";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/i18n-context.tsx";
import { ProblemState } from "../shell/problem-state.tsx";

/** A part of a page that is read by itself: waiting, failed, there. */
export function Loaded<T>({
  query,
  permission,
  children,
}: {
  query: UseQueryResult<T>;
  permission?: Permission;
  children: (data: T) => ReactNode;
}) {
  const { t } = useI18n();
  if (query.data !== undefined) return children(query.data);
  if (query.error !== null) {
    return (
      <ProblemState
        error={query.error}
        onRetry={() => void query.refetch()}
        {...(permission !== undefined && { permission })}
      />
    );
  }
  return (
    <div role="status" aria-label={t("app.loading")} className="flex flex-col gap-3 py-3">
      <Skeleton className="w-64" />
      <Skeleton className="w-48" />
    </div>
  );
}
