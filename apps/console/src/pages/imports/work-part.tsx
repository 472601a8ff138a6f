import { cancelJob, getJob } from "@atrium/contracts";
import { Button, ProgressBar } from "@atrium/ui";
import { useOperation } from "../../api/operation.ts";
import { useVerb } from "../../api/use-verb.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { isUnderWay, jobProgress } from "../../jobs/job-words.ts";

const askAgainMs = 700;

/** How far the job of an import is. */
export function WorkPart({ job, label }: { job: string; label: string }) {
  const i18n = useI18n();
  const { t, number } = i18n;
  const query = useOperation(
    getJob,
    { params: { id: job } },
    { again: (found) => (found === undefined || isUnderWay(found) ? askAgainMs : false) },
  );
  const cancel = useVerb(cancelJob, t("jobs.cancelled"));
  const progress = query.data?.progress ?? { done: 0, total: null, perSecond: null };
  const speed = progress.perSecond;
  return (
    <div className="flex max-w-140 flex-col gap-4">
      <ProgressBar
        label={label}
        done={progress.done}
        total={progress.total}
        valueText={[
          query.data === undefined ? null : jobProgress(query.data, i18n),
          speed === null ? null : t("jobs.speed", { count: number(Math.round(speed)) }),
        ]
          .filter((part) => part !== null)
          .join(" · ")}
      />
      {query.data?.abilities.includes("cancel") === true && (
        <Button
          className="self-start"
          isPending={cancel.isPending}
          onPress={() => cancel.run({ params: { id: job } })}
        >
          {t("imports.cancel")}
        </Button>
      )}
    </div>
  );
}
