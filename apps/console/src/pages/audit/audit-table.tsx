import type { Event } from "@atrium/contracts";
import { Avatar, Button, Cell, ColumnHeader, Row, Table, TableHead } from "@atrium/ui";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { EventSentence, eventText } from "../../ui/event-sentence.tsx";

/** Who did what to whom, when and from where: a sentence per row. */
export function AuditTable({
  events,
  organization,
  shown,
  onShow,
}: {
  events: readonly Event[];
  organization: string;
  shown: string | null;
  onShow: (id: string | null) => void;
}) {
  const i18n = useI18n();
  const { t, dateTime } = i18n;
  return (
    <Table label={t("audit.title")}>
      <TableHead>
        <ColumnHeader className="ps-4 sm:ps-6">{t("audit.column.what")}</ColumnHeader>
        <ColumnHeader className="max-md:hidden">{t("audit.ip")}</ColumnHeader>
        <ColumnHeader end className="max-sm:hidden">
          {t("audit.column.when")}
        </ColumnHeader>
        <ColumnHeader end className="pe-6">
          <span className="sr-only">{t("audit.details")}</span>
        </ColumnHeader>
      </TableHead>
      <tbody>
        {events.map((event) => (
          <Row
            key={event.id}
            rowKey={event.id}
            current={event.id === shown}
            onPointerRow={() => onShow(event.id === shown ? null : event.id)}
          >
            <Cell header className="ps-4 sm:ps-6">
              <div className="flex items-center gap-2.5 text-ink2">
                <Avatar name={event.actor.name ?? event.actor.type} />
                <span className="min-w-0">
                  <EventSentence event={event} organization={organization} />
                  <span className="block text-small text-ink3 sm:hidden">{dateTime(event.occurredAt)}</span>
                </span>
              </div>
            </Cell>
            <Cell className="font-mono text-small text-ink3 max-md:hidden">{event.ip}</Cell>
            <Cell end className="whitespace-nowrap text-ink2 max-sm:hidden">
              <time dateTime={event.occurredAt} title={event.occurredAt}>
                {dateTime(event.occurredAt)}
              </time>
            </Cell>
            <Cell end className="w-24 pe-4 sm:pe-6">
              <Button
                kind="quiet"
                size="small"
                aria-label={t("audit.detailsOf", { event: eventText(event, i18n) })}
                aria-expanded={event.id === shown}
                onPress={() => onShow(event.id === shown ? null : event.id)}
              >
                {t("audit.details")}
              </Button>
            </Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}
