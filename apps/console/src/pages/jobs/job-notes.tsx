import { listJobLines, listJobProblems, type Job } from "@atrium/contracts";
import { useOperation } from "../../api/operation.ts";
import { reasonText } from "../../api/reason.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Moment } from "../../ui/moment.tsx";
import { usePeopleNames } from "../../ui/people-names.ts";

const shown = 20;

/** The first rows that could not be done, with the reason; a file names all of them. */
export function JobProblems({ job }: { job: Job }) {
  const i18n = useI18n();
  const { t, number } = i18n;
  const query = useOperation(listJobProblems, { params: { id: job.id }, query: { limit: shown } });
  const names = usePeopleNames((query.data?.items ?? []).map(({ targetId }) => targetId));
  return (
    <section className="border-t border-line pt-4">
      <h3 className="pb-2 font-semibold">{t("jobs.problems", { count: job.problems })}</h3>
      <Loaded query={query}>
        {({ items }) => (
          <ul className="flex flex-col gap-2">
            {items.map(({ number: row, targetId, ...problem }) => (
              <li key={row}>
                <span className="text-small text-ink3">{t("jobs.problem.row", { number: number(row) })}</span>{" "}
                <bdi className="font-medium">{targetId === null ? null : names.get(targetId)}</bdi>
                <bdi className="block text-ink2">{reasonText(problem, i18n)}</bdi>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      {job.problems > shown && <p className="pt-2 text-ink2">{t("jobs.moreProblems")}</p>}
    </section>
  );
}

/** What a job wrote down for people. */
export function JobLines({ job }: { job: Job }) {
  const { t } = useI18n();
  const query = useOperation(listJobLines, { params: { id: job.id } });
  if (query.data?.items.length === 0) return null;
  return (
    <section className="border-t border-line pt-4">
      <h3 className="pb-2 font-semibold">{t("jobs.log")}</h3>
      <Loaded query={query}>
        {({ items }) => (
          <ol className="flex flex-col gap-2">
            {items.map(({ number, at, level, line }) => (
              <li key={number} className={level === "error" ? "text-bad" : "text-ink2"}>
                <span className="block text-small text-ink3">
                  <Moment iso={at} none="" />
                </span>
                <bdi>{line}</bdi>
              </li>
            ))}
          </ol>
        )}
      </Loaded>
    </section>
  );
}
