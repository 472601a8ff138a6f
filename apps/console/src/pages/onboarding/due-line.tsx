import { Mark } from "@atrium/ui";
import { useI18n } from "../../i18n/i18n-context.tsx";

/** Until when, or since when no more; nothing where it takes as long as it takes. */
export function DueLine({ dueAt, overdue }: { dueAt: string | null; overdue: boolean }) {
  const { t, relative, dateTime } = useI18n();
  if (dueAt === null) return null;
  const when = relative(dueAt);
  return (
    <time dateTime={dueAt} title={dateTime(dueAt)}>
      {overdue ? (
        <Mark tone="warn">{t("onboarding.overdueSince", { when })}</Mark>
      ) : (
        t("onboarding.due", { when })
      )}
    </time>
  );
}
