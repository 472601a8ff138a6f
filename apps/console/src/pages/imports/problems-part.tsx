import { listImportProblems, type ImportDetail } from "@atrium/contracts";
import { Button, Cell, ColumnHeader, Row, Table, TableHead } from "@atrium/ui";
import { useState } from "react";
import { useOperation } from "../../api/operation.ts";
import { reasonText } from "../../api/reason.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { useDownload } from "../../jobs/use-download.ts";
import { Loaded } from "../../ui/loaded.tsx";

/** The rows that cannot be brought in: where they stand and what is wrong, and all of them as a file. */
export function ProblemsPart({ detail, job }: { detail: ImportDetail; job: string | null }) {
  const i18n = useI18n();
  const { t, number } = i18n;
  const [after, setAfter] = useState(0);
  const query = useOperation(
    listImportProblems,
    { params: { id: detail.id }, query: { after, limit: 50 } },
    { keepPrevious: true },
  );
  const { busy, download } = useDownload();
  return (
    <section className="flex flex-col gap-3">
      <h2 className="font-serif text-title font-medium">{t("imports.problems")}</h2>
      {job !== null && (
        <div className="flex flex-wrap items-center gap-3">
          <Button isPending={busy !== null} onPress={() => download(job, "errors.csv")}>
            {t("imports.errorFile")}
          </Button>
          <p className="text-ink2">{t("imports.errorHint")}</p>
        </div>
      )}
      <Loaded query={query} permission="users:create">
        {({ items, next }) => (
          <>
            <Table label={t("imports.problems")}>
              <TableHead>
                <ColumnHeader className="w-20 ps-0">{t("imports.problem.line")}</ColumnHeader>
                <ColumnHeader className="w-48">{t("imports.problem.column")}</ColumnHeader>
                <ColumnHeader className="pe-0">{t("imports.problem.reason")}</ColumnHeader>
              </TableHead>
              <tbody>
                {items.flatMap(({ line, problems }) =>
                  problems.map(({ column, ...problem }, at) => (
                    <Row key={`${line} ${at}`}>
                      <Cell header className="ps-0 tabular-nums">
                        {number(line)}
                      </Cell>
                      <Cell>
                        <bdi>{column ?? t("imports.wholeRow")}</bdi>
                      </Cell>
                      <Cell className="pe-0">
                        <bdi>{reasonText(problem, i18n)}</bdi>
                      </Cell>
                    </Row>
                  )),
                )}
              </tbody>
            </Table>
            {next !== null && (
              <Button kind="quiet" className="self-start" onPress={() => setAfter(next)}>
                {t("imports.moreProblems")}
              </Button>
            )}
          </>
        )}
      </Loaded>
    </section>
  );
}
