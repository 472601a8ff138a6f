import { cancelJob, getJob, retryJob, undoJob, type Job } from "@atrium/contracts";
import { Button, CopyText, IconButton, ProgressBar } from "@atrium/ui";
import { useState } from "react";
import { useOperation } from "../../api/operation.ts";
import { useVerb } from "../../api/use-verb.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { JobState } from "../../jobs/job-state.tsx";
import { isUnderWay, jobOutcome, jobProgress, jobTitle } from "../../jobs/job-words.ts";
import { useTray } from "../../jobs/tray.tsx";
import { ConfirmDialog, type Confirmation } from "../../ui/confirm-dialog.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Moment } from "../../ui/moment.tsx";
import { JobFiles } from "./job-files.tsx";
import { JobLines, JobProblems } from "./job-notes.tsx";

const askAgainMs = 700;

/** One job beside the list: how far it is, what came of it, and what can be done about it. */
export function JobPanel({
  id,
  onClose,
  onOpen,
}: {
  id: string;
  onClose: () => void;
  onOpen: (id: string) => void;
}) {
  const i18n = useI18n();
  const { t } = i18n;
  const query = useOperation(
    getJob,
    { params: { id } },
    { again: (job) => (job === undefined || isUnderWay(job) ? askAgainMs : false) },
  );
  const title = query.data === undefined ? "" : jobTitle(query.data, i18n);
  return (
    <aside
      aria-label={t("jobs.peek", { title })}
      className="flex w-peek max-w-full shrink-0 flex-col gap-4 overflow-y-auto border-s border-line bg-sheet px-5 py-5 scroll-quiet max-lg:absolute max-lg:inset-y-0 max-lg:end-0 max-lg:z-20 max-lg:shadow-raised"
    >
      <div className="flex items-start gap-3">
        <h2 className="min-w-0 flex-1 font-serif text-title font-medium">{title}</h2>
        <IconButton icon="close" label={t("app.close")} className="-me-2 -mt-1" onPress={onClose} />
      </div>
      <Loaded query={query} permission="jobs:read">
        {(job) => <Details job={job} onOpen={onOpen} />}
      </Loaded>
    </aside>
  );
}

function Details({ job, onOpen }: { job: Job; onOpen: (id: string) => void }) {
  const i18n = useI18n();
  const { t, number } = i18n;
  const { perSecond } = job.progress;
  const other = (id: string | null) =>
    id === null ? null : <Button onPress={() => onOpen(id)}>{t("jobs.details")}</Button>;
  return (
    <>
      {isUnderWay(job) ? (
        <ProgressBar
          label={t(`jobs.state.${job.state}`)}
          done={job.progress.done}
          total={job.progress.total}
          valueText={[
            jobProgress(job, i18n),
            perSecond === null ? null : t("jobs.speed", { count: number(Math.round(perSecond)) }),
          ]
            .filter((part) => part !== null)
            .join(" · ")}
        />
      ) : (
        <p className="text-ink2">{jobOutcome(job, i18n)}</p>
      )}
      <Verbs job={job} onOpen={onOpen} />
      <Facts
        facts={[
          {
            name: t("field.id"),
            value: <CopyText text={job.id} copy={t("app.copy")} copied={t("app.copied")} />,
          },
          { name: t("jobs.column.state"), value: <JobState state={job.state} /> },
          { name: t("jobs.started"), value: <Moment iso={job.startedAt} none={t("app.none")} /> },
          { name: t("jobs.ended"), value: <Moment iso={job.finishedAt} none={t("app.none")} /> },
          { name: t("jobs.attempts"), value: number(job.attempts) },
          ...(job.undoes === null ? [] : [{ name: t("jobs.undoes"), value: other(job.undoes) }]),
          ...(job.undoneBy === null ? [] : [{ name: t("jobs.undoneBy"), value: other(job.undoneBy) }]),
        ]}
      />
      <JobFiles job={job} />
      {job.problems > 0 && <JobProblems job={job} />}
      <JobLines job={job} />
    </>
  );
}

function Verbs({ job, onOpen }: { job: Job; onOpen: (id: string) => void }) {
  const { t } = useI18n();
  const { follow } = useTray();
  const [asked, setAsked] = useState<Confirmation | null>(null);
  const cancel = useVerb(cancelJob, t("jobs.cancelled"));
  const retry = useVerb(retryJob, t("jobs.retried"));
  const undo = useVerb(undoJob, t("jobs.undoing"));
  const params = { id: job.id };
  if (job.abilities.length === 0) return null;
  return (
    <div className="flex flex-wrap gap-2">
      {job.abilities.includes("cancel") && (
        <Button
          kind="danger"
          isPending={cancel.isPending}
          onPress={() =>
            setAsked({
              title: t("jobs.cancel.title"),
              detail: t("jobs.cancel.detail"),
              submit: t("jobs.cancel"),
              onConfirm: () => cancel.run({ params }),
            })
          }
        >
          {t("jobs.cancel")}
        </Button>
      )}
      {job.abilities.includes("retry") && (
        <Button isPending={retry.isPending} onPress={() => retry.run({ params })}>
          {t("jobs.retry")}
        </Button>
      )}
      {job.abilities.includes("undo") && (
        <Button
          isPending={undo.isPending}
          onPress={() =>
            undo.run({ params }, ({ id }) => {
              follow(id);
              onOpen(id);
            })
          }
        >
          {t("jobs.undo")}
        </Button>
      )}
      <ConfirmDialog asked={asked} onClose={() => setAsked(null)} />
    </div>
  );
}
