import type { SecurityEvent } from "@atrium/contracts";
import { Button, Cell, ColumnHeader, Row, Table, TableHead } from "@atrium/ui";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { Moment } from "../../ui/moment.tsx";
import { PersonLink } from "../../ui/person-link.tsx";
import { SeverityMark, useKindName } from "./marks.tsx";

export function EventsTable({
  events,
  names,
  organization,
  shown,
  onShow,
}: {
  events: readonly SecurityEvent[];
  names: ReadonlyMap<string, string>;
  organization: string;
  shown: string | null;
  onShow: (id: string | null) => void;
}) {
  const { t } = useI18n();
  const kindName = useKindName();
  return (
    <Table label={t("events.title")}>
      <TableHead>
        <ColumnHeader className="ps-4 sm:ps-6">{t("events.what")}</ColumnHeader>
        <ColumnHeader className="max-md:hidden">{t("events.state")}</ColumnHeader>
        <ColumnHeader end className="max-sm:hidden">
          {t("audit.column.when")}
        </ColumnHeader>
        <ColumnHeader end className="pe-6">
          <span className="sr-only">{t("audit.details")}</span>
        </ColumnHeader>
      </TableHead>
      <tbody>
        {events.map(({ id, kind, severity, userId, reasons, state, occurrences, lastAt }) => {
          const name = userId === null ? undefined : names.get(userId);
          const toggle = () => onShow(id === shown ? null : id);
          return (
            <Row key={id} rowKey={id} current={id === shown} onPointerRow={toggle}>
              <Cell header className="ps-4 sm:ps-6">
                <span className="flex flex-wrap items-center gap-x-3">
                  <SeverityMark severity={severity} />
                  <span className="font-semibold">{kindName(kind)}</span>
                  {userId !== null && name !== undefined && (
                    <PersonLink id={userId} organization={organization}>
                      {name}
                    </PersonLink>
                  )}
                  {occurrences > 1 && (
                    <span className="text-small text-ink3">{t("events.times", { count: occurrences })}</span>
                  )}
                </span>
                <span className="block text-small text-ink2">{reasons[0]}</span>
              </Cell>
              <Cell className="whitespace-nowrap max-md:hidden">{t(`events.state.${state}`)}</Cell>
              <Cell end className="whitespace-nowrap text-ink2 max-sm:hidden">
                <Moment iso={lastAt} none="" />
              </Cell>
              <Cell end className="w-24 pe-4 sm:pe-6">
                <Button
                  kind="quiet"
                  size="small"
                  aria-label={t("audit.detailsOf", {
                    event: [kindName(kind), name].filter(Boolean).join(", "),
                  })}
                  aria-expanded={id === shown}
                  onPress={toggle}
                >
                  {t("audit.details")}
                </Button>
              </Cell>
            </Row>
          );
        })}
      </tbody>
    </Table>
  );
}
