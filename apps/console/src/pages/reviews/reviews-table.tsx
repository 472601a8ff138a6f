import type { listReviews, Output } from "@atrium/contracts";
import { Cell, ColumnHeader, Mark, Row, Table, TableHead } from "@atrium/ui";
import { Link } from "@tanstack/react-router";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { Moment } from "../../ui/moment.tsx";
import { stateTones, useReviewScope } from "./review-words.ts";

type Listed = Output<typeof listReviews>["items"][number];

export function ReviewsTable({
  reviews,
  organization,
}: {
  reviews: readonly Listed[];
  organization: string;
}) {
  const { t, number } = useI18n();
  const scopeWords = useReviewScope();
  return (
    <Table label={t("reviews.all")}>
      <TableHead>
        <ColumnHeader className="ps-4 sm:ps-6">{t("reviews.column.name")}</ColumnHeader>
        <ColumnHeader>{t("reviews.state")}</ColumnHeader>
        <ColumnHeader end className="max-md:hidden">
          {t("reviews.column.items")}
        </ColumnHeader>
        <ColumnHeader end className="pe-4 max-sm:hidden sm:pe-6">
          {t("reviews.due")}
        </ColumnHeader>
      </TableHead>
      <tbody>
        {reviews.map(({ id, name, scope, state, items, dueAt, recurrence }) => (
          <Row key={id} rowKey={id}>
            <Cell header className="ps-4 sm:ps-6">
              <Link
                to="/o/$org/reviews/$id"
                params={{ org: organization, id }}
                search={{ whose: "all" }}
                className="font-semibold text-ink hover:underline"
              >
                <bdi>{name}</bdi>
              </Link>
              <span className="block text-small text-ink2">
                {scopeWords(scope)}
                {recurrence !== "none" && ` · ${t(`reviews.recurrence.${recurrence}`)}`}
              </span>
            </Cell>
            <Cell>
              <Mark tone={stateTones[state]}>{t(`reviews.state.${state}`)}</Mark>
            </Cell>
            <Cell end className="max-md:hidden">
              {number(items)}
            </Cell>
            <Cell end className="pe-4 whitespace-nowrap text-ink2 max-sm:hidden sm:pe-6">
              <Moment iso={dueAt} none="" />
            </Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}
