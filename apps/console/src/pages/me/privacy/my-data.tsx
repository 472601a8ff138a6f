import { exportMyData, listJobs, type Job } from "@atrium/contracts";
import { Button, ProgressBar } from "@atrium/ui";
import { useActions } from "../../../actions/use-actions.ts";
import { useOperation } from "../../../api/operation.ts";
import { useVerb } from "../../../api/use-verb.ts";
import { useI18n } from "../../../i18n/i18n-context.tsx";
import { JobState } from "../../../jobs/job-state.tsx";
import { isUnderWay, jobProgress } from "../../../jobs/job-words.ts";
import { useDownload } from "../../../jobs/use-download.ts";
import { Entries, Entry } from "../../../ui/entries.tsx";
import { Loaded } from "../../../ui/loaded.tsx";
import { Moment } from "../../../ui/moment.tsx";
import { Section } from "../../../ui/section.tsx";

const askAgainMs = 1000;

/** All that is kept about oneself as one file: asked for here, and handed out here while it is kept. */
export function MyData({ organization }: { organization: string }) {
  const { t } = useI18n();
  const start = useVerb(exportMyData);
  const run = () => start.run({});
  useActions([{ id: "me.exportData", title: "privacy.exportMine", section: "here", run }]);
  const jobs = useOperation(
    listJobs,
    { query: { mine: "true", limit: 50 } },
    {
      again: (page) =>
        page?.items.some(isOwnExport) === true && page.items.some(isUnderWay) ? askAgainMs : false,
    },
  );
  const underWay = jobs.data?.items.some((job) => isOwnExport(job) && isUnderWay(job)) ?? false;
  return (
    <Section
      title={t("privacy.mineTitle")}
      detail={t("privacy.mineDetail", { organization })}
      action={
        <Button isPending={start.isPending} isDisabled={underWay} onPress={run}>
          {t("privacy.exportMine")}
        </Button>
      }
    >
      <Loaded query={jobs}>
        {({ items }) => {
          const own = items.filter(isOwnExport);
          return own.length === 0 ? null : (
            <Entries label={t("privacy.mineTitle")}>
              {own.map((job) => (
                <OneExport key={job.id} job={job} />
              ))}
            </Entries>
          );
        }}
      </Loaded>
    </Section>
  );
}

const isOwnExport = ({ kind, about }: Job): boolean =>
  kind === "privacy.export_data" && about["own"] === true;

function OneExport({ job }: { job: Job }) {
  const i18n = useI18n();
  const { t, date } = i18n;
  const { busy, download } = useDownload();
  if (isUnderWay(job)) {
    return (
      <li className="py-2.5" role="status">
        <ProgressBar
          label={t("privacy.gathering")}
          done={job.progress.done}
          total={job.progress.total}
          valueText={jobProgress(job, i18n)}
        />
      </li>
    );
  }
  const [file] = job.artefacts;
  return (
    <Entry
      id={job.id}
      title={<Moment iso={job.createdAt} none="" />}
      mark={<JobState state={job.state} />}
      detail={
        file !== undefined
          ? t("jobs.until", { when: date(file.expiresAt) })
          : (job.error ?? t("privacy.fileGone"))
      }
      action={
        file !== undefined && (
          <Button size="small" isPending={busy === file.name} onPress={() => download(job.id, file.name)}>
            {t("jobs.download", { name: file.name })}
          </Button>
        )
      }
    />
  );
}
