import { Mark } from "@atrium/ui";
import type { ReactNode } from "react";
import { useI18n } from "../../../i18n/i18n-context.tsx";
import { Entry } from "../../../ui/entries.tsx";
import { Moment } from "../../../ui/moment.tsx";

/** One factor: whether it is set up, since when, and when it was last of use. */
export function FactorEntry({
  title,
  hint,
  dates,
  detail,
  action,
}: {
  title: string;
  /** What it is, for whoever has not set it up. */
  hint: string;
  dates: { addedAt: string; lastUsedAt: string | null } | null;
  detail?: string;
  action: ReactNode;
}) {
  const { t } = useI18n();
  return (
    <Entry
      title={title}
      mark={dates !== null && <Mark tone="ok">{t("factor.on")}</Mark>}
      detail={
        dates === null ? (
          hint
        ) : (
          <span className="flex flex-wrap gap-x-3">
            {detail !== undefined && <bdi>{detail}</bdi>}
            <span>
              {t("factor.added")} <Moment iso={dates.addedAt} none="" />
            </span>
            <span>
              {t("factor.used")} <Moment iso={dates.lastUsedAt} none={t("users.never")} />
            </span>
          </span>
        )
      }
      action={action}
    />
  );
}
