import { userStatuses, type organizationOverview, type Output } from "@atrium/contracts";
import { Sparkline, Status } from "@atrium/ui";
import { Link } from "@tanstack/react-router";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { lastDays, type Days } from "./days.ts";
import type { MessageKey } from "../../messages/en.ts";

type Overview = Output<typeof organizationOverview>;

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

/** One band: how many of each status, and two lines of the last thirty days beside the thirty before. */
export function Numbers({ overview, organization }: { overview: Overview; organization: string }) {
  const { t, number } = useI18n();
  return (
    <section aria-label={t("home.numbers")} className="grid border-b border-line md:grid-cols-3">
      <ul className="flex flex-col justify-center px-4 py-4 sm:px-6 md:border-e md:border-line">
        {userStatuses.map((status) => (
          <li key={status} className="flex min-h-7 items-center justify-between gap-4">
            <Status name={status}>{t(`status.${status}`)}</Status>
            <Link
              to="/o/$org/users"
              params={{ org: organization }}
              search={{ q: `status:${status}` }}
              aria-label={`${t(`status.${status}`)}: ${number(overview.usersByStatus[status] ?? 0)}`}
              className="inline-flex min-h-6 items-center font-medium underline-offset-2 hover:underline"
            >
              {number(overview.usersByStatus[status] ?? 0)}
            </Link>
          </li>
        ))}
      </ul>
      <Trend title="home.created" drawing="home.createdSpark" days={overview.createdPerDay} />
      <Trend title="home.signIns" drawing="home.signInsSpark" days={overview.signInsPerDay} />
    </section>
  );
}

function Trend({ title, drawing, days }: { title: MessageKey; drawing: MessageKey; days: Days }) {
  const { t, number } = useI18n();
  const counts = lastDays(days, new Date(), 60);
  const recent = counts.slice(30);
  const before = counts.slice(0, 30);
  const total = sum(recent);
  return (
    <div className="flex flex-col justify-between gap-1 px-4 py-4 sm:px-6 max-md:border-t max-md:border-line md:not-last:border-e md:not-last:border-line">
      <p className="text-small font-medium text-ink3">{t(title)}</p>
      <p className="font-serif text-page font-medium">{number(total)}</p>
      <Sparkline
        values={recent}
        label={t(drawing, { total, most: Math.max(0, ...recent) })}
        className="h-9 w-full"
      />
      <p className="min-h-4.5 text-small text-ink3">{t("home.before", { count: sum(before) })}</p>
    </div>
  );
}
