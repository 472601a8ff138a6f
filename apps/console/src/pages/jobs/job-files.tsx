import type { Job } from "@atrium/contracts";
import { Button } from "@atrium/ui";
import { sayBytes } from "../../i18n/bytes.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { isUnderWay } from "../../jobs/job-words.ts";
import { useDownload } from "../../jobs/use-download.ts";

/** The files that a job made, for as long as they are kept. */
export function JobFiles({ job }: { job: Job }) {
  const { t, tag, date } = useI18n();
  const { busy, download } = useDownload();
  if (job.artefacts.length === 0 && isUnderWay(job)) return null;
  return (
    <section className="border-t border-line pt-4">
      <h3 className="pb-2 font-semibold">{t("jobs.files")}</h3>
      {job.artefacts.length === 0 && <p className="text-ink2">{t("jobs.noFiles")}</p>}
      <ul className="flex flex-col gap-3">
        {job.artefacts.map(({ name, bytes, expiresAt }) => (
          <li key={name} className="flex flex-col items-start gap-1">
            <Button isPending={busy === name} onPress={() => download(job.id, name)}>
              {t("jobs.download", { name })}
            </Button>
            <span className="text-small text-ink3">
              {sayBytes(bytes, tag)} · {t("jobs.until", { when: date(expiresAt) })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
