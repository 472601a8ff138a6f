import { listAuditLogs } from "@atrium/contracts";
import { EmptyState } from "@atrium/ui";
import { useState } from "react";
import { useOperation } from "../../api/operation.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { EventList } from "../../ui/event-list.tsx";
import { ListBody } from "../../ui/list-body.tsx";
import { Section } from "../../ui/section.tsx";
import { SmallPager } from "../../ui/small-pager.tsx";

export function ActivityTab({ group, organization }: { group: { id: string }; organization: string }) {
  const { t } = useI18n();
  const [cursor, setCursor] = useState<string | null>(null);
  const list = useOperation(
    listAuditLogs,
    { query: { q: `target:${group.id}`, limit: 50, ...(cursor !== null && { cursor }) } },
    { keepPrevious: true },
  );
  return (
    <div className="max-w-200 px-4 pb-10 sm:px-6">
      <ListBody
        list={list}
        permission="audit:read"
        empty={<EmptyState title={t("audit.first.title")}>{t("groups.activity.none")}</EmptyState>}
        onClear={null}
      >
        {(events) => (
          <Section title={t("groups.tab.activity")}>
            <EventList events={events} organization={organization} withChanges />
          </Section>
        )}
      </ListBody>
      {list.data !== undefined && <SmallPager page={list.data} onCursor={setCursor} />}
    </div>
  );
}
