import type { OpenSession } from "@atrium/contracts";
import { Badge, Button } from "@atrium/ui";
import { useI18n } from "../i18n/i18n-context.tsx";
import { Entries, Entry } from "./entries.tsx";
import { Moment } from "./moment.tsx";

/** Where somebody is signed in. */
export function SessionList({
  sessions,
  label,
  onEnd,
  isEnding,
}: {
  sessions: readonly OpenSession[];
  label: string;
  /** Absent where one may only look. */
  onEnd?: ((session: OpenSession) => void) | undefined;
  isEnding: boolean;
}) {
  const { t, find } = useI18n();
  if (sessions.length === 0) return <p className="text-ink2">{t("sessions.none")}</p>;
  return (
    <Entries label={label}>
      {sessions.map((session) => {
        const { id, device, ip, methods, seenAt, createdAt, current, kind, impersonatedBy } = session;
        const name =
          impersonatedBy !== null
            ? t("sessions.acting", { name: impersonatedBy.name })
            : (device ?? t(kind === "token" ? "sessions.program" : "sessions.unknownDevice"));
        const ways = methods.map((method) => find(`method.${method}`) ?? method).join(", ");
        return (
          <Entry
            key={id}
            id={id}
            title={name}
            mark={
              <>
                {current && <Badge>{t("sessions.current")}</Badge>}
                {impersonatedBy !== null && (
                  <Badge tone="dashed">
                    {t(impersonatedBy.writes ? "sessions.acting.writes" : "sessions.acting.looks")}
                  </Badge>
                )}
              </>
            }
            detail={
              <span className="flex flex-wrap gap-x-3">
                {impersonatedBy !== null && (
                  <bdi>{t("audit.because", { reason: impersonatedBy.reason })}</bdi>
                )}
                {ip !== null && <bdi className="font-mono">{ip}</bdi>}
                {ways !== "" && <span>{t("sessions.by", { ways })}</span>}
                <span>
                  {t("sessions.since")} <Moment iso={createdAt} none="" />
                </span>
                <span>
                  {t("sessions.seen")} <Moment iso={seenAt} none="" />
                </span>
              </span>
            }
            action={
              onEnd !== undefined &&
              !current && (
                <Button
                  size="small"
                  isDisabled={isEnding}
                  aria-label={t("sessions.endOf", { name })}
                  onPress={() => onEnd(session)}
                >
                  {t("sessions.end")}
                </Button>
              )
            }
          />
        );
      })}
    </Entries>
  );
}
