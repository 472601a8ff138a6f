import type { Event } from "@atrium/contracts";
import { Button, CopyText, IconButton } from "@atrium/ui";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { ChangeList } from "../../ui/change-list.tsx";
import { EventSentence, eventText } from "../../ui/event-sentence.tsx";
import { Facts } from "../../ui/facts.tsx";

export function EventPanel({
  event,
  organization,
  onClose,
  onRequest,
}: {
  event: Event;
  organization: string;
  onClose: () => void;
  onRequest: (requestId: string) => void;
}) {
  const i18n = useI18n();
  const { t, dateTime, number } = i18n;
  const copyable = (text: string | null) =>
    text === null ? null : <CopyText text={text} copy={t("app.copy")} copied={t("app.copied")} />;
  return (
    <aside
      aria-label={t("audit.detailsOf", { event: eventText(event, i18n) })}
      className="flex w-peek max-w-full shrink-0 flex-col gap-4 overflow-y-auto border-s border-line bg-sheet px-5 py-5 scroll-quiet max-lg:absolute max-lg:inset-y-0 max-lg:end-0 max-lg:z-20 max-lg:shadow-raised"
    >
      <div className="flex items-start gap-3">
        <h2 className="min-w-0 flex-1 font-serif text-title font-medium text-ink2">
          <EventSentence event={event} organization={organization} />
        </h2>
        <IconButton icon="close" label={t("app.close")} className="-me-2 -mt-1" onPress={onClose} />
      </div>
      <div className="border-y border-line py-3">
        {event.changes.length === 0 ? (
          <p className="text-ink3">{t("audit.noChanges")}</p>
        ) : (
          <ChangeList changes={event.changes} />
        )}
      </div>
      <Facts
        facts={[
          { name: t("audit.column.when"), value: dateTime(event.occurredAt) },
          { name: t("field.reason"), value: event.reason },
          ...(event.onBehalfOf === null
            ? []
            : [{ name: t("audit.onBehalfOf"), value: event.onBehalfOf.name ?? event.onBehalfOf.id }]),
          { name: t("field.id"), value: copyable(event.id) },
          { name: t("app.requestId"), value: copyable(event.requestId) },
          { name: t("audit.ip"), value: event.ip },
          { name: t("audit.agent"), value: event.agent },
          { name: t("audit.chain"), value: event.sequence === null ? null : number(event.sequence) },
        ]}
      />
      {event.requestId !== null && (
        <Button onPress={() => event.requestId !== null && onRequest(event.requestId)}>
          {t("audit.sameRequest")}
        </Button>
      )}
    </aside>
  );
}
