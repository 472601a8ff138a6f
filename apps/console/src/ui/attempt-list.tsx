import type { Attempt } from "@atrium/contracts";
import { Mark, type MarkTone } from "@atrium/ui";
import { useI18n } from "../i18n/i18n-context.tsx";
import { Entries, Entry } from "./entries.tsx";
import { Moment } from "./moment.tsx";

const tones = { ok: "ok", refused: "bad", blocked: "warn" } as const satisfies Record<
  Attempt["outcome"],
  MarkTone
>;

export function AttemptOutcome({ outcome }: { outcome: Attempt["outcome"] }) {
  const { t } = useI18n();
  return <Mark tone={tones[outcome]}>{t(`attempt.${outcome}`)}</Mark>;
}

/** How somebody tried, why it failed, and what was unusual about it. */
export function AttemptDetail({ attempt }: { attempt: Attempt }) {
  const { t, find } = useI18n();
  const { method, reason, unusual } = attempt;
  const way = find(`method.${method}`) ?? method;
  const why = reason === null ? null : (find(`attempt.reason.${reason}`) ?? reason);
  return (
    <>
      {why === null ? way : `${way}: ${why}`}
      {unusual.length > 0 && (
        <span className="block text-warn">{t("attempt.unusual", { what: unusual.join(" ") })}</span>
      )}
    </>
  );
}

/** The tries to sign in as one person, newest first. */
export function AttemptList({ attempts, label }: { attempts: readonly Attempt[]; label: string }) {
  const { t } = useI18n();
  if (attempts.length === 0) return <p className="text-ink2">{t("attempt.none")}</p>;
  return (
    <Entries label={label}>
      {attempts.map((attempt) => (
        <Entry
          key={attempt.id}
          id={attempt.id}
          title={<AttemptOutcome outcome={attempt.outcome} />}
          detail={
            <>
              <AttemptDetail attempt={attempt} />
              <span className="flex flex-wrap gap-x-3">
                {attempt.ip !== null && <bdi className="font-mono">{attempt.ip}</bdi>}
                {attempt.country !== null && <bdi>{attempt.country}</bdi>}
                <bdi className="max-w-full truncate text-ink3">{attempt.agent}</bdi>
              </span>
            </>
          }
          action={
            <span className="text-small text-ink2">
              <Moment iso={attempt.at} none="" />
            </span>
          }
        />
      ))}
    </Entries>
  );
}
