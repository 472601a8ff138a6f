import { cancelJob, getJob, undoJob, type Job } from "@atrium/contracts";
import { Button, IconButton, ProgressBar } from "@atrium/ui";
import { Link } from "@tanstack/react-router";
import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from "react";
import { useOperation } from "../api/operation.ts";
import { useVerb } from "../api/use-verb.ts";
import { useI18n } from "../i18n/i18n-context.tsx";
import { isUnderWay, jobOutcome, jobProgress, jobTitle } from "./job-words.ts";
import { useDownload } from "./use-download.ts";

type Tray = { readonly follow: (job: string) => void };
const TrayContext = createContext<Tray | null>(null);

const askAgainMs = 700;
const mostFollowed = 3;

function remembered(key: string): string[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? "[]");
    return Array.isArray(kept) ? kept.map(String) : [];
  } catch {
    return [];
  }
}

/** The jobs that somebody started here stay in sight wherever they go, in space of their own below every page. */
export function JobTray({ organization, children }: { organization: string; children: ReactNode }) {
  const { t } = useI18n();
  const key = `atrium.jobs.${organization}`;
  const [followed, setFollowed] = useState(() => remembered(key));
  useEffect(() => sessionStorage.setItem(key, JSON.stringify(followed)), [key, followed]);
  const follow = useCallback(
    (job: string) =>
      setFollowed((old) => [...old.filter((other) => other !== job), job].slice(-mostFollowed)),
    [],
  );
  const tray = useMemo(() => ({ follow }), [follow]);
  return (
    <TrayContext value={tray}>
      {children}
      {followed.length > 0 && (
        <section
          aria-label={t("jobs.underWay")}
          className="flex shrink-0 flex-col divide-y divide-line border-t border-line bg-sunk max-md:sticky max-md:bottom-0 max-md:z-20"
        >
          {followed.map((id) => (
            <Followed
              key={id}
              id={id}
              organization={organization}
              onHide={() => setFollowed((old) => old.filter((other) => other !== id))}
            />
          ))}
        </section>
      )}
    </TrayContext>
  );
}

export function useTray(): Tray {
  const tray = useContext(TrayContext);
  if (tray === null) throw new Error("There is no JobTray above.");
  return tray;
}

function Followed({ id, organization, onHide }: { id: string; organization: string; onHide: () => void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { data: job, isError } = useOperation(
    getJob,
    { params: { id } },
    { again: (known) => (known === undefined || isUnderWay(known) ? askAgainMs : false) },
  );
  // One that is not there any more, or not for us, has nothing to say.
  useEffect(() => {
    if (isError && job === undefined) onHide();
  }, [isError, job, onHide]);
  if (job === undefined) return null;
  const title = jobTitle(job, i18n);
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1.5 px-4 py-2 sm:px-6">
      <div className="min-w-48 flex-1" role="status">
        {isUnderWay(job) ? (
          <ProgressBar
            label={title}
            done={job.progress.done}
            total={job.progress.total}
            valueText={jobProgress(job, i18n)}
          />
        ) : (
          <p>
            <span className="font-medium">{title}</span>{" "}
            <span className="text-ink2">{jobOutcome(job, i18n)}</span>
          </p>
        )}
      </div>
      <Verbs job={job} />
      <Link
        to="/o/$org/settings/jobs"
        params={{ org: organization }}
        search={{ job: id }}
        className="rounded-small px-1 text-accent hover:underline"
      >
        {t("jobs.details")}
      </Link>
      <IconButton icon="close" label={t("jobs.hide")} onPress={onHide} />
    </div>
  );
}

function Verbs({ job }: { job: Job }) {
  const { t } = useI18n();
  const { follow } = useTray();
  const cancel = useVerb(cancelJob, t("jobs.cancelled"));
  const undo = useVerb(undoJob, t("jobs.undoing"));
  const { busy, download } = useDownload();
  const params = { id: job.id };
  return (
    <>
      {job.artefacts.map(({ name }) => (
        <Button key={name} isPending={busy === name} onPress={() => download(job.id, name)}>
          {t("jobs.download", { name })}
        </Button>
      ))}
      {job.abilities.includes("cancel") && (
        <Button isPending={cancel.isPending} onPress={() => cancel.run({ params })}>
          {t("jobs.cancel")}
        </Button>
      )}
      {job.abilities.includes("undo") && (
        <Button isPending={undo.isPending} onPress={() => undo.run({ params }, ({ id }) => follow(id))}>
          {t("jobs.undo")}
        </Button>
      )}
    </>
  );
}
