import type { Permission } from "@atrium/contracts";
import { Button, EmptyState, SkeletonRows } from "@atrium/ui";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/i18n-context.tsx";
import { ProblemState } from "../shell/problem-state.tsx";

/** What stands where the rows of a list stand: the rows, or why there are none. */
export function ListBody<T>({
  list,
  permission,
  empty,
  onClear,
  children,
}: {
  list: UseQueryResult<{ items: readonly T[] }>;
  permission: Permission;
  empty: ReactNode;
  /** Takes the filter away, where there is one. */
  onClear: (() => void) | null;
  children: (items: readonly T[]) => ReactNode;
}) {
  const { t } = useI18n();
  if (list.data === undefined) {
    if (list.error === null) return <SkeletonRows rows={10} label={t("app.loading")} />;
    return <ProblemState error={list.error} onRetry={() => void list.refetch()} permission={permission} />;
  }
  if (list.data.items.length > 0) return children(list.data.items);
  if (onClear === null) return empty;
  return (
    <EmptyState
      title={t("list.empty")}
      action={<Button onPress={onClear}>{t("users.filter.clear")}</Button>}
    />
  );
}
