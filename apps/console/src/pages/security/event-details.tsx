import type { SecurityEvent } from "@atrium/contracts";
import { Button, IconButton, Kbd } from "@atrium/ui";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { Facts } from "../../ui/facts.tsx";
import { PersonLink } from "../../ui/person-link.tsx";
import { SeverityMark, useKindName } from "./marks.tsx";

function plain(value: unknown): string {
  if (Array.isArray(value)) return value.map(plain).join(", ");
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Why it was raised, what is known, what was done at once, and what is left to do. */
export function EventDetails({
  event,
  name,
  organization,
  onClose,
  onAcknowledge,
  onResolve,
}: {
  event: SecurityEvent;
  name: string | undefined;
  organization: string;
  onClose: () => void;
  onAcknowledge: (() => void) | null;
  onResolve: (() => void) | null;
}) {
  const { t, find, dateTime, number } = useI18n();
  const kindName = useKindName();
  const { userId, evidence, responses } = event;
  return (
    <aside
      aria-label={t("audit.detailsOf", { event: kindName(event.kind) })}
      className="flex w-peek max-w-full shrink-0 flex-col gap-4 overflow-y-auto border-s border-line bg-sheet px-5 py-5 scroll-quiet max-lg:absolute max-lg:inset-y-0 max-lg:end-0 max-lg:z-20 max-lg:shadow-raised"
    >
      <div className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <h2 className="font-serif text-title font-medium">{kindName(event.kind)}</h2>
          <SeverityMark severity={event.severity} />
        </div>
        <IconButton icon="close" label={t("app.close")} className="-me-2 -mt-1" onPress={onClose} />
      </div>
      <ul className="flex flex-col gap-1.5 border-y border-line py-3 text-ink2">
        {event.reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      {(onAcknowledge !== null || onResolve !== null) && (
        <div className="flex flex-wrap gap-2">
          {onAcknowledge !== null && (
            <Button onPress={onAcknowledge}>
              {t("events.acknowledge")}
              <Kbd keys="a" className="text-ink3 pointer-coarse:hidden" />
            </Button>
          )}
          {onResolve !== null && (
            <Button kind="primary" onPress={onResolve}>
              {t("events.resolve")}
              <Kbd keys="r" className="pointer-coarse:hidden" />
            </Button>
          )}
        </div>
      )}
      <Facts
        facts={[
          {
            name: t("users.column.person"),
            value:
              userId === null ? null : (
                <PersonLink id={userId} organization={organization}>
                  {name ?? userId}
                </PersonLink>
              ),
          },
          { name: t("events.state"), value: t(`events.state.${event.state}`) },
          { name: t("events.first"), value: dateTime(event.raisedAt) },
          { name: t("events.last"), value: dateTime(event.lastAt) },
          { name: t("events.count"), value: number(event.occurrences) },
          {
            name: t("events.done"),
            value:
              responses.length === 0
                ? t("events.doneNothing")
                : responses.map((one) => find(`response.${one}`) ?? one).join(", "),
          },
          { name: t("events.note"), value: event.note },
        ]}
      />
      <div>
        <h3 className="pb-2 text-small font-medium text-ink3">{t("events.evidence")}</h3>
        <Facts
          facts={Object.entries(evidence).map(([field, value]) => ({
            name: find(`evidence.${field}`) ?? field,
            value: plain(value),
          }))}
        />
      </div>
    </aside>
  );
}
