import { getUserJourney, listUserActivity, type Event } from "@atrium/contracts";
import { Button, EmptyState, Segmented, SkeletonRows } from "@atrium/ui";
import type { UseQueryResult } from "@tanstack/react-query";
import { useState } from "react";
import { useOperation } from "../../api/operation.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { ProblemState } from "../../shell/problem-state.tsx";
import { EventList } from "../../ui/event-list.tsx";

type Page = { items: Event[]; next: string | null; previous: string | null };

/** What a person did and what was done to them; or of it only the states that they went through. */
export function ActivityTab({ id, organization }: { id: string; organization: string }) {
  const { t } = useI18n();
  const [place, setPlace] = useState<{ show: "all" | "states"; cursor: string | null }>({
    show: "all",
    cursor: null,
  });
  const { show, cursor } = place;
  const request = { params: { id }, query: { limit: 50, ...(cursor !== null && { cursor }) } };
  const states = show === "states";
  const activity = useOperation(listUserActivity, request, { keepPrevious: true, enabled: !states });
  const journey = useOperation(getUserJourney, request, { keepPrevious: true, enabled: states });
  return (
    <div className="max-w-200 px-4 pb-10 sm:px-6">
      <h2 className="sr-only">{t("user.tab.activity")}</h2>
      <div className="pt-4">
        <Segmented
          label={t("journey.show")}
          segments={[
            { id: "all", label: t("journey.all") },
            { id: "states", label: t("journey.states") },
          ]}
          value={show}
          onChange={(chosen) => setPlace({ show: chosen, cursor: null })}
        />
      </div>
      <Happened
        list={states ? journey : activity}
        none={t(states ? "journey.none" : "user.activity.none")}
        organization={organization}
        onCursor={(next) => setPlace({ show, cursor: next })}
      />
    </div>
  );
}

function Happened({
  list,
  none,
  organization,
  onCursor,
}: {
  list: UseQueryResult<Page>;
  none: string;
  organization: string;
  onCursor: (cursor: string | null) => void;
}) {
  const { t } = useI18n();
  if (list.error !== null && list.data === undefined) {
    return <ProblemState error={list.error} onRetry={() => void list.refetch()} permission="users:read" />;
  }
  if (list.data === undefined) return <SkeletonRows rows={6} label={t("app.loading")} />;
  const { items, next, previous } = list.data;
  if (items.length === 0) return <EmptyState title={t("audit.first.title")}>{none}</EmptyState>;
  return (
    <>
      <EventList events={items} organization={organization} withChanges />
      {(previous !== null || next !== null) && (
        <div className="flex gap-2 pt-4">
          <Button isDisabled={previous === null} onPress={() => onCursor(previous)}>
            {t("users.previousPage")}
          </Button>
          <Button isDisabled={next === null} onPress={() => onCursor(next)}>
            {t("users.nextPage")}
          </Button>
        </div>
      )}
    </>
  );
}
