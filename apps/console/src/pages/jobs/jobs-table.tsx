import type { Job } from "@atrium/contracts";
import { Cell, ColumnHeader, Row, Table, TableHead } from "@atrium/ui";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { JobState } from "../../jobs/job-state.tsx";
import { isUnderWay, jobOutcome, jobProgress, jobTitle } from "../../jobs/job-words.ts";
import { Moment } from "../../ui/moment.tsx";
import { usePeopleNames } from "../../ui/people-names.ts";

export function JobsTable({
  jobs,
  chosen,
  onChoose,
}: {
  jobs: readonly Job[];
  chosen: string | null;
  onChoose: (id: string) => void;
}) {
  const i18n = useI18n();
  const { t } = i18n;
  const names = usePeopleNames(jobs.map(({ createdBy }) => createdBy));
  return (
    <Table label={t("jobs.title")} fixed>
      <TableHead>
        <ColumnHeader className="ps-4 sm:w-[34%] sm:ps-6">{t("jobs.column.job")}</ColumnHeader>
        <ColumnHeader className="w-[14%]">{t("jobs.column.state")}</ColumnHeader>
        <ColumnHeader className={chosen === null ? "max-md:hidden" : "hidden"}>
          {t("jobs.column.progress")}
        </ColumnHeader>
        <ColumnHeader className="w-[16%] max-lg:hidden">{t("jobs.column.by")}</ColumnHeader>
        <ColumnHeader className="w-[14%] pe-6 max-sm:hidden" end>
          {t("jobs.column.at")}
        </ColumnHeader>
      </TableHead>
      <tbody>
        {jobs.map((job) => (
          <Row key={job.id} rowKey={job.id} current={job.id === chosen} onPointerRow={() => onChoose(job.id)}>
            <Cell header className="w-full max-w-0 ps-4 sm:w-[34%] sm:ps-6">
              <button
                type="button"
                onClick={() => onChoose(job.id)}
                className="block max-w-full cursor-default truncate rounded-small font-semibold text-ink hover:underline"
              >
                {jobTitle(job, i18n)}
              </button>
            </Cell>
            <Cell className="max-sm:text-end">
              <JobState state={job.state} />
            </Cell>
            <Cell className={chosen === null ? "truncate text-ink2 max-md:hidden" : "hidden"}>
              {isUnderWay(job) ? jobProgress(job, i18n) : jobOutcome(job, i18n)}
            </Cell>
            <Cell className="truncate max-lg:hidden">
              <bdi>
                {job.createdBy === null ? t("jobs.bySystem") : (names.get(job.createdBy) ?? t("app.none"))}
              </bdi>
            </Cell>
            <Cell end className="pe-6 whitespace-nowrap text-ink2 max-sm:hidden">
              <Moment iso={job.createdAt} none={t("app.none")} />
            </Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}
