import { listAuditLogs, type User } from "@atrium/contracts";
import { useState } from "react";
import { useOperation } from "../../../api/operation.ts";
import { useCan } from "../../../api/session.ts";
import { useI18n } from "../../../i18n/i18n-context.tsx";
import { EventList } from "../../../ui/event-list.tsx";
import { Loaded } from "../../../ui/loaded.tsx";
import { Section } from "../../../ui/section.tsx";
import { SmallPager } from "../../../ui/small-pager.tsx";
import { usePermissionWords } from "../../access/words.ts";

const kinds = ["grant.given", "grant.ended", "user.role_assigned", "user.role_removed"].join(",");

/** Who changed what a person may do, and when. */
export function HistoryPart({ person, organization }: { person: User; organization: string }) {
  const { t } = useI18n();
  const can = useCan();
  const { phrase } = usePermissionWords();
  const [cursor, setCursor] = useState<string | null>(null);
  const sees = can("audit:read");
  const events = useOperation(
    listAuditLogs,
    { query: { q: `target:${person.id} event:${kinds}`, limit: 10, ...(cursor !== null && { cursor }) } },
    { enabled: sees, keepPrevious: true },
  );
  return (
    <Section title={t("userAccess.history")}>
      {sees ? (
        <Loaded query={events} permission="audit:read">
          {(page) =>
            page.items.length === 0 ? (
              <p className="text-ink2">{t("userAccess.history.none", { who: person.displayName })}</p>
            ) : (
              <>
                <EventList events={page.items} organization={organization} withChanges />
                <SmallPager page={page} onCursor={setCursor} />
              </>
            )
          }
        </Loaded>
      ) : (
        <p className="text-ink2">{t("userAccess.needs", { what: phrase("audit:read") })}</p>
      )}
    </Section>
  );
}
