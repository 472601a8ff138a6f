import { events, type Event, type EventName } from "@atrium/contracts";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useI18n, type I18n } from "../i18n/i18n-context.tsx";
import type { MessageKey } from "../messages/en.ts";

function isEventName(name: string): name is EventName {
  return Object.hasOwn(events, name);
}

function eventTitle(name: string): string {
  return isEventName(name) ? events[name].title : name;
}

/** The sentence without links, for labels. */
export function eventText(event: Event, i18n: I18n): string {
  const values = { actor: actorText(event, i18n), target: event.target.name ?? event.target.type };
  return i18n.find(`event.${event.name}`, values) ?? eventTitle(event.name);
}

/** Whom the actor acted as; a key speaks for its owner all the time, which says nothing. */
function subjectOf({ actor, onBehalfOf }: Event): { id: string; name: string } | null {
  if (actor.type !== "user" || onBehalfOf === null) return null;
  return { id: onBehalfOf.id, name: onBehalfOf.name ?? onBehalfOf.id };
}

function actorName(event: Event, { t }: I18n): string {
  if (event.actor.name !== null) return event.actor.name;
  return event.actor.type === "system" ? t("audit.system") : t("audit.somebody");
}

function actorText(event: Event, i18n: I18n): string {
  const subject = subjectOf(event);
  const actor = actorName(event, i18n);
  return subject === null ? actor : i18n.t("audit.actingAs", { actor, subject: subject.name });
}

/** Who did what to whom, as a sentence; people in it are links. */
export function EventSentence({ event, organization }: { event: Event; organization: string | null }) {
  const i18n = useI18n();
  const key = `event.${event.name}`;
  const subject = subjectOf(event);
  const alone = (
    <Person
      id={event.actor.type === "user" ? event.actor.id : null}
      name={actorName(event, i18n)}
      organization={organization}
    />
  );
  const actor =
    subject === null
      ? alone
      : i18n.nodes("audit.actingAs", {
          actor: alone,
          subject: <Person id={subject.id} name={subject.name} organization={organization} />,
        });
  const isSelf = event.target.id !== null && event.target.id === event.actor.id;
  const target = isSelf ? (
    i18n.t("audit.itself")
  ) : (
    <Person
      id={event.target.type === "user" ? event.target.id : null}
      name={event.target.name ?? event.target.id ?? event.target.type}
      organization={organization}
    />
  );
  if (i18n.find(key) === null) {
    return (
      <>
        {actor} · {eventTitle(event.name)} · {target}
      </>
    );
  }
  return <>{i18n.nodes(key as MessageKey, { actor, target })}</>;
}

function Person({
  id,
  name,
  organization,
}: {
  id: string | null;
  name: string;
  organization: string | null;
}): ReactNode {
  const shown = <bdi className="font-medium text-ink">{name}</bdi>;
  if (id === null || organization === null) return shown;
  return (
    <Link to="/o/$org/users/$id" params={{ org: organization, id }} className="hover:underline">
      {shown}
    </Link>
  );
}
