import { listUserActivity } from "@atrium/contracts";
import { Button, EmptyState, SkeletonRows } from "@atrium/ui";
import { useState } from "react";
import { useOperation } from "../../api/operation.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { ProblemState } from "../../shell/problem-state.tsx";
import { EventList } from "../../ui/event-list.tsx";

export function ActivityTab({ id, organization }: { id: string; organization: string }) {
  const { t } = useI18n();
  const [cursor, setCursor] = useState<string | null>(null);
  const activity = useOperation(
    listUserActivity,
    { params: { id }, query: { limit: 50, ...(cursor !== null && { cursor }) } },
    { keepPrevious: true },
  );
  if (activity.error !== null && activity.data === undefined) {
    return (
      <ProblemState error={activity.error} onRetry={() => void activity.refetch()} permission="users:read" />
    );
  }
  if (activity.data === undefined) return <SkeletonRows rows={6} label={t("app.loading")} />;
  const { items, next, previous } = activity.data;
  if (items.length === 0)
    return <EmptyState title={t("audit.first.title")}>{t("user.activity.none")}</EmptyState>;
  return (
    <div className="max-w-200 px-4 pb-10 sm:px-6">
      <EventList events={items} organization={organization} withChanges />
      {(previous !== null || next !== null) && (
        <div className="flex gap-2 pt-4">
          <Button isDisabled={previous === null} onPress={() => setCursor(previous)}>
            {t("users.previousPage")}
          </Button>
          <Button isDisabled={next === null} onPress={() => setCursor(next)}>
            {t("users.nextPage")}
          </Button>
        </div>
      )}
    </div>
  );
}
