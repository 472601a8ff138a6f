import { retryJob, runImport, undoJob, type ImportDetail } from "@atrium/contracts";
import { Banner, Button, buttonClass } from "@atrium/ui";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useVerb } from "../../api/use-verb.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { useTray } from "../../jobs/tray.tsx";
import { ConfirmDialog, type Confirmation } from "../../ui/confirm-dialog.tsx";
import { Counts } from "./counts.tsx";
import { ProblemsPart } from "./problems-part.tsx";

/** What the dry run says, or what came of the import, and the one next step. */
export function ResultStep({
  org,
  detail,
  onColumns,
}: {
  org: string;
  detail: ImportDetail;
  onColumns: () => void;
}) {
  const { t } = useI18n();
  const { follow } = useTray();
  const [asked, setAsked] = useState<Confirmation | null>(null);
  const run = useVerb(runImport);
  const undo = useVerb(undoJob, t("imports.undoing"));
  const retry = useVerb(retryJob);
  const { id, state, runJob, job, abilities } = detail;
  const counts = detail.result ?? detail.counts;
  const can = (ability: (typeof abilities)[number]): boolean => abilities.includes(ability);
  const people = (counts?.create ?? 0) + (counts?.update ?? 0);
  return (
    <div className="flex flex-col gap-8">
      {state === "failed" && detail.error !== null && <Banner tone="bad">{detail.error}</Banner>}
      {counts !== null && <Counts counts={counts} />}
      <div className="flex flex-wrap items-center gap-3">
        {can("run") && people > 0 && (
          <Button kind="primary" isPending={run.isPending} onPress={() => run.run({ params: { id } })}>
            {t("imports.run", { count: people })}
          </Button>
        )}
        {can("run") && people === 0 && <p className="text-ink2">{t("imports.runNothing")}</p>}
        {can("update") && <Button onPress={onColumns}>{t("imports.back")}</Button>}
        {state === "failed" && runJob !== null && job !== null && (
          <Button isPending={retry.isPending} onPress={() => retry.run({ params: { id: job } })}>
            {t("imports.retry")}
          </Button>
        )}
        {state === "done" && (
          <Link to="/o/$org/users" params={{ org }} search={{ q: "source:import" }} className={buttonClass()}>
            {t("imports.people")}
          </Link>
        )}
        {can("undo") && runJob !== null && (
          <Button
            kind="danger"
            isPending={undo.isPending}
            onPress={() =>
              setAsked({
                title: t("imports.undo.title"),
                detail: t("imports.undo.detail"),
                submit: t("imports.undo"),
                onConfirm: () => undo.run({ params: { id: runJob } }, ({ id: started }) => follow(started)),
              })
            }
          >
            {t("imports.undo")}
          </Button>
        )}
      </div>
      {counts !== null && counts.error + counts.conflict > 0 && (
        <ProblemsPart detail={detail} job={detail.result === null ? detail.checkJob : runJob} />
      )}
      <ConfirmDialog asked={asked} onClose={() => setAsked(null)} />
    </div>
  );
}
