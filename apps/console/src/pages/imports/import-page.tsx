import { deleteImport, getImport, type ImportDetail } from "@atrium/contracts";
import { Banner, Button } from "@atrium/ui";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { useOperation } from "../../api/operation.ts";
import { useVerb } from "../../api/use-verb.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { ConfirmDialog, type Confirmation } from "../../ui/confirm-dialog.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { ColumnsStep } from "./columns-step.tsx";
import { ImportState, isAtWork } from "./import-state.tsx";
import { ResultStep } from "./result-step.tsx";
import { Steps, stepOf } from "./steps.tsx";
import { WorkPart } from "./work-part.tsx";

const route = getRouteApi("/o/$org/imports/$id");
const askAgainMs = 700;

/** One import, where it stands. The server knows how far it is, so that one may leave and come back. */
export function ImportPage() {
  const { t } = useI18n();
  const { org, id } = route.useParams();
  const { step } = route.useSearch();
  const navigate = route.useNavigate();
  const [asked, setAsked] = useState<Confirmation | null>(null);
  const query = useOperation(
    getImport,
    { params: { id } },
    { again: (found) => (found === undefined || isAtWork(found.state) ? askAgainMs : again(found)) },
  );
  const remove = useVerb(deleteImport, t("imports.deleted"));
  const found = query.data;
  const toColumns = (on: boolean) => void navigate({ search: on ? { step: "columns" } : {} });
  const crumb = (
    <Link to="/o/$org/imports" params={{ org }} className="hover:underline">
      {t("nav.imports")}
    </Link>
  );
  return (
    <>
      <PageHeader
        crumbs={[t("nav.people"), crumb]}
        title={found?.name ?? t("nav.imports")}
        summary={
          found === undefined ? null : (
            <span className="inline-flex flex-wrap items-center gap-x-4">
              <ImportState state={found.state} />
              {found.rows !== null &&
                t("imports.facts", { rows: found.rows, format: (found.format ?? "").toUpperCase() })}
            </span>
          )
        }
        actions={
          found?.abilities.includes("delete") === true && (
            <Button
              onPress={() =>
                setAsked({
                  title: t("imports.delete.title"),
                  detail: t("imports.delete.detail"),
                  submit: t("imports.delete"),
                  onConfirm: () =>
                    remove.run(
                      { params: { id } },
                      () => void navigate({ to: "/o/$org/imports", params: { org } }),
                    ),
                })
              }
            >
              {t("imports.delete")}
            </Button>
          )
        }
      />
      <div className="min-h-0 flex-1 overflow-y-auto border-t border-line scroll-quiet">
        <div className="flex max-w-240 flex-col gap-6 px-4 pt-4 pb-16 sm:px-6">
          <Loaded query={query} permission="users:create">
            {(detail) => (
              <>
                <Steps current={stepOf(detail.state, step === "columns")} />
                <Step org={org} detail={detail} columns={step === "columns"} onColumns={toColumns} />
              </>
            )}
          </Loaded>
        </div>
      </div>
      <ConfirmDialog asked={asked} onClose={() => setAsked(null)} />
    </>
  );
}

/** What was brought in can be put back from elsewhere too. */
const again = ({ state }: ImportDetail): number | false => (state === "done" ? askAgainMs * 4 : false);

function Step({
  org,
  detail,
  columns,
  onColumns,
}: {
  org: string;
  detail: ImportDetail;
  columns: boolean;
  onColumns: (on: boolean) => void;
}) {
  const { t } = useI18n();
  const { state, job, abilities } = detail;
  if (isAtWork(state) && job !== null) return <WorkPart job={job} label={t(`imports.state.${state}`)} />;
  if (state === "expired") return <Banner tone="info">{t("imports.expiredDetail")}</Banner>;
  const editable = abilities.includes("update");
  const untried = detail.counts === null && detail.result === null;
  if (editable && detail.columns.length > 0 && (columns || untried)) {
    return (
      <>
        {!untried && (
          <Button kind="quiet" className="self-start" onPress={() => onColumns(false)}>
            {t("imports.toResult")}
          </Button>
        )}
        <ColumnsStep
          key={`${detail.rows} ${detail.header}`}
          detail={detail}
          onTried={() => onColumns(false)}
        />
      </>
    );
  }
  return <ResultStep org={org} detail={detail} onColumns={() => onColumns(true)} />;
}
