import type { Segment } from "@atrium/contracts";
import { Cell, ColumnHeader, Row, Table, TableHead } from "@atrium/ui";
import { useFlashes } from "../../api/flashes.ts";
import { useLive } from "../../api/live.tsx";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { Moment } from "../../ui/moment.tsx";

export function SegmentsTable({
  segments,
  chosen,
  onChoose,
}: {
  segments: readonly Segment[];
  chosen: string | null;
  onChoose: (id: string) => void;
}) {
  const { t, number } = useI18n();
  const flashing = useFlashes(useLive().flashes);
  const people = ({ kind, people: count }: Segment) =>
    kind === "live" ? t("segments.asked") : count === null ? t("segments.filling") : number(count);
  return (
    <Table label={t("segments.title")} fixed>
      <TableHead>
        <ColumnHeader className="ps-4 sm:w-[34%] sm:ps-6">{t("segments.column.segment")}</ColumnHeader>
        <ColumnHeader className="sm:w-[14%]">{t("segments.column.kind")}</ColumnHeader>
        <ColumnHeader className={chosen === null ? "max-md:hidden" : "hidden"}>
          {t("segments.column.filter")}
        </ColumnHeader>
        <ColumnHeader className="w-[14%] max-sm:hidden" end>
          {t("segments.column.people")}
        </ColumnHeader>
        <ColumnHeader className="w-[14%] pe-6 max-lg:hidden" end>
          {t("segments.column.changed")}
        </ColumnHeader>
      </TableHead>
      <tbody>
        {segments.map((segment) => (
          <Row
            key={segment.id}
            rowKey={segment.id}
            current={segment.id === chosen}
            flash={flashing.has(segment.id)}
            onPointerRow={() => onChoose(segment.id)}
          >
            <Cell header className="w-full max-w-0 ps-4 sm:w-[34%] sm:ps-6">
              <button
                type="button"
                onClick={() => onChoose(segment.id)}
                className="block max-w-full cursor-default truncate rounded-small font-semibold text-ink hover:underline"
              >
                <bdi>{segment.name}</bdi>
              </button>
              <bdi className="block truncate font-mono text-small leading-4 text-ink2">
                segment:{segment.slug}
              </bdi>
            </Cell>
            <Cell className="max-sm:text-end">{t(`segments.kind.${segment.kind}`)}</Cell>
            <Cell className={chosen === null ? "truncate max-md:hidden" : "hidden"}>
              <bdi className="font-mono text-small">{segment.q}</bdi>
            </Cell>
            <Cell end className="text-ink2 max-sm:hidden">
              {people(segment)}
            </Cell>
            <Cell end className="pe-6 whitespace-nowrap text-ink2 max-lg:hidden">
              <Moment iso={segment.updatedAt} none={t("app.none")} />
            </Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}
