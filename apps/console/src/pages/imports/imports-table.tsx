import type { ImportSummary } from "@atrium/contracts";
import { Cell, ColumnHeader, Row, Table, TableHead } from "@atrium/ui";
import { Link, useNavigate } from "@tanstack/react-router";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { Moment } from "../../ui/moment.tsx";
import { usePeopleNames } from "../../ui/people-names.ts";
import { ImportState } from "./import-state.tsx";

export function ImportsTable({ org, imports }: { org: string; imports: readonly ImportSummary[] }) {
  const { t, number } = useI18n();
  const navigate = useNavigate();
  const names = usePeopleNames(imports.map(({ createdBy }) => createdBy));
  return (
    <Table label={t("imports.list")} fixed>
      <TableHead>
        <ColumnHeader className="ps-4 sm:w-[36%] sm:ps-6">{t("imports.column.file")}</ColumnHeader>
        <ColumnHeader className="w-[20%]">{t("jobs.column.state")}</ColumnHeader>
        <ColumnHeader className="w-[12%] max-sm:hidden" end>
          {t("imports.column.rows")}
        </ColumnHeader>
        <ColumnHeader className="max-lg:hidden">{t("imports.column.by")}</ColumnHeader>
        <ColumnHeader className="w-[16%] pe-6 max-sm:hidden" end>
          {t("imports.column.at")}
        </ColumnHeader>
      </TableHead>
      <tbody>
        {imports.map(({ id, name, state, rows, createdBy, createdAt }) => (
          <Row
            key={id}
            rowKey={id}
            onPointerRow={() => void navigate({ to: "/o/$org/imports/$id", params: { org, id } })}
          >
            <Cell header className="w-full max-w-0 truncate ps-4 sm:w-[36%] sm:ps-6">
              <Link
                to="/o/$org/imports/$id"
                params={{ org, id }}
                className="rounded-small font-semibold text-ink hover:underline"
              >
                <bdi>{name}</bdi>
              </Link>
            </Cell>
            <Cell className="max-sm:text-end">
              <ImportState state={state} />
            </Cell>
            <Cell end className="max-sm:hidden">
              {rows === null ? t("app.none") : number(rows)}
            </Cell>
            <Cell className="truncate max-lg:hidden">
              <bdi>{(createdBy === null ? null : names.get(createdBy)) ?? t("app.none")}</bdi>
            </Cell>
            <Cell end className="pe-6 whitespace-nowrap text-ink2 max-sm:hidden">
              <Moment iso={createdAt} none={t("app.none")} />
            </Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}
