import type { Job } from "@atrium/contracts";
import type { I18n } from "../i18n/i18n-context.tsx";

export const isUnderWay = ({ state }: Pick<Job, "state">): boolean =>
  state === "queued" || state === "running";

/** What a job does, in words; a kind that nobody has written words for goes by its own name. */
export function jobTitle({ kind, about }: Pick<Job, "kind" | "about">, i18n: I18n): string {
  const verb = typeof about["verb"] === "string" ? about["verb"] : null;
  const bulk = verb === null ? null : i18n.find(`job.users.bulk.${verb}`);
  if (kind === "users.undo_bulk")
    return i18n.t("job.users.undo_bulk", { what: bulk ?? i18n.t("job.users.bulk") });
  return (kind === "users.bulk" ? bulk : null) ?? i18n.find(`job.${kind}`) ?? kind;
}

/** How far it is, in words. */
export function jobProgress({ progress }: Pick<Job, "progress">, { t, number }: I18n): string {
  const { done, total } = progress;
  return total === null
    ? t("jobs.progressOpen", { done: number(done) })
    : t("jobs.progress", { done: number(done), total: number(total) });
}

/** What came of it, in words; null while that is open. */
export function jobOutcome(job: Job, { t, number }: I18n): string | null {
  if (isUnderWay(job)) return null;
  const { result } = job;
  const count = (name: string): number | null => {
    const value = result?.[name];
    return typeof value === "number" ? value : null;
  };
  const [done, failed, rows] = [count("done"), count("failed"), count("rows")];
  const people = count("people");
  const parts = [
    result?.["partial"] === true ? t("jobs.partly") : null,
    rows === null ? null : t("jobs.exported", { count: rows }),
    people === null ? null : t("jobs.filled", { count: people }),
    done === null
      ? null
      : failed === null || failed === 0
        ? t("jobs.done", { count: done })
        : t("jobs.doneSome", { done: number(done), failed: number(failed) }),
    job.error,
  ];
  const said = parts.filter((part) => part !== null);
  return said.length === 0 ? t(`jobs.state.${job.state}`) : said.join(" · ");
}
