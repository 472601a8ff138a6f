import type { Output, Permission, ShownGrant, whoCan } from "@atrium/contracts";
import {
  Avatar,
  Button,
  buttonClass,
  Cell,
  ColumnHeader,
  EmptyState,
  Row,
  Table,
  TableHead,
} from "@atrium/ui";
import { Link } from "@tanstack/react-router";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { useGiftWords } from "./grant-notes.ts";
import { isWhole, usePermissionWords, useWhereClause } from "./words.ts";

/** Who may do something, by what, and until when. */
export function AnswerWho({
  answer: { items, next, names },
  can,
  on,
  organization,
  cursor,
  onCursor,
}: {
  answer: Output<typeof whoCan>;
  can: Permission;
  on: string;
  organization: string;
  cursor: string | undefined;
  onCursor: (cursor: string | null) => void;
}) {
  const { t, dateTime } = useI18n();
  const { phrase } = usePermissionWords();
  const where = useWhereClause();
  const gift = useGiftWords();
  const rest = where(on, names);
  const scope = isWhole(on) ? {} : { on };
  const via = (id: string, grant: ShownGrant): string =>
    grant.subject === id
      ? t("access.via.own", { what: gift(grant, names) })
      : t("access.via.group", {
          what: gift(grant, names),
          group: names[grant.subject] ?? t("access.unknown"),
        });
  if (items.length === 0) {
    return <EmptyState title={t("access.whoCan.none")}>{t("access.whoCan.noneDetail")}</EmptyState>;
  }
  return (
    <section className="pt-6">
      <h2 className="pb-3 font-serif text-title font-medium">
        {t("access.whoCan.title", { what: phrase(can), rest })}
      </h2>
      <Table label={t("access.whoCan", { what: phrase(can) })} fixed>
        <TableHead>
          <ColumnHeader className="sm:w-[34%]">{t("access.column.person")}</ColumnHeader>
          <ColumnHeader>{t("access.column.via")}</ColumnHeader>
          <ColumnHeader className="sm:w-48">{t("access.column.until")}</ColumnHeader>
          <ColumnHeader end className="sm:w-24">
            {t("access.why")}
          </ColumnHeader>
        </TableHead>
        <tbody>
          {items.map(({ id, displayName, email, grant, others }) => (
            <Row key={id}>
              <Cell header>
                <span className="flex min-w-0 items-center gap-2.5">
                  <Avatar name={displayName} />
                  <span className="min-w-0">
                    <Link
                      to="/o/$org/users/$id"
                      params={{ org: organization, id }}
                      search={{ tab: "access" }}
                      className="block truncate font-semibold hover:underline"
                    >
                      <bdi>{displayName}</bdi>
                    </Link>
                    <bdi className="block truncate text-small text-ink2 max-sm:hidden">{email}</bdi>
                    {grant !== null && (
                      <bdi className="block truncate text-small text-ink2 sm:hidden">{via(id, grant)}</bdi>
                    )}
                  </span>
                </span>
              </Cell>
              <Cell className="max-sm:hidden">
                {grant !== null && via(id, grant)}
                {others > 0 && <span className="text-ink3"> +{others}</span>}
              </Cell>
              <Cell className="max-sm:hidden">
                {grant === null || grant.validUntil === null ? (
                  <span className="text-ink3">{t("access.forGood")}</span>
                ) : (
                  dateTime(grant.validUntil)
                )}
              </Cell>
              <Cell end>
                <Link
                  to="/o/$org/access"
                  params={{ org: organization }}
                  search={{ who: id, can, ...scope }}
                  aria-label={t("access.whyNamed", { who: displayName, what: phrase(can) })}
                  className={buttonClass({ size: "small" })}
                >
                  {t("access.why")}
                </Link>
              </Cell>
            </Row>
          ))}
        </tbody>
      </Table>
      <div className="flex flex-wrap items-center justify-between gap-2 py-3">
        <p role="status" className="text-small text-ink2">
          {t("access.shown", { count: items.length })}
        </p>
        <div className="flex gap-2">
          {cursor !== undefined && <Button onPress={() => onCursor(null)}>{t("access.firstPage")}</Button>}
          {next !== null && <Button onPress={() => onCursor(next)}>{t("users.nextPage")}</Button>}
        </div>
      </div>
    </section>
  );
}
