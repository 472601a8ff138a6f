import type { Event } from "@atrium/contracts";
import { useI18n } from "../i18n/i18n-context.tsx";
import { ChangeList } from "./change-list.tsx";
import { EventSentence } from "./event-sentence.tsx";

/** What happened, newest first, under the day it happened. */
export function EventList({
  events,
  organization,
  withChanges = false,
}: {
  events: readonly Event[];
  organization: string | null;
  withChanges?: boolean;
}) {
  const { t, date, time, dateTime } = useI18n();
  const days = Map.groupBy(events, ({ occurredAt }) => date(occurredAt));
  return (
    <div className="flex flex-col">
      {[...days].map(([day, happened]) => (
        <section key={day}>
          <h3 className="border-b border-line pt-4 pb-1.5 text-small font-medium text-ink3">{day}</h3>
          <ul>
            {happened.map((event) => (
              <li key={event.id} className="flex gap-4 border-b border-line py-2.5 last:border-b-0">
                <time
                  dateTime={event.occurredAt}
                  title={`${dateTime(event.occurredAt)} · ${event.occurredAt}`}
                  className="w-16 shrink-0 text-small leading-5 text-ink3"
                >
                  {time(event.occurredAt)}
                </time>
                <div className="min-w-0 text-ink2">
                  <EventSentence event={event} organization={organization} />
                  {event.reason !== null && (
                    <p className="text-small text-ink3">
                      <bdi>{t("audit.because", { reason: event.reason })}</bdi>
                    </p>
                  )}
                  {withChanges && <ChangeList changes={event.changes} />}
                </div>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
