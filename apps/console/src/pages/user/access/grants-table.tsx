import type { Role, ShownGrant, User } from "@atrium/contracts";
import { Button, Cell, ColumnHeader, Row, Table, TableHead } from "@atrium/ui";
import { Link } from "@tanstack/react-router";
import { useI18n } from "../../../i18n/i18n-context.tsx";
import { useGiftWords } from "../../access/grant-notes.ts";
import { useScopeWords, type Names } from "../../access/words.ts";

/** What, how, where, when, by whom and why: one row for each grant. */
export function GrantsTable({
  grants,
  names,
  roles,
  person,
  organization,
  mayEnd,
  onEnd,
}: {
  grants: readonly ShownGrant[];
  names: Names;
  roles: readonly Pick<Role, "slug" | "name" | "inherits">[];
  person: User;
  organization: string;
  mayEnd: (grant: ShownGrant) => boolean;
  onEnd: (grant: ShownGrant) => void;
}) {
  const { t, find, dateTime } = useI18n();
  const gift = useGiftWords();
  const scopeWords = useScopeWords();
  const inherited = (slug: string | null): string[] => {
    const role = roles.find((one) => one.slug === slug);
    return (role?.inherits ?? []).map((parent) => roles.find((one) => one.slug === parent)?.name ?? parent);
  };
  const when = ({ validFrom, validUntil }: ShownGrant): string => {
    const parts = [
      ...(validFrom === null ? [] : [t("userAccess.begins", { date: dateTime(validFrom) })]),
      ...(validUntil === null ? [] : [t("userAccess.ends", { date: dateTime(validUntil) })]),
    ];
    return parts.length === 0 ? t("access.forGood") : parts.join(", ");
  };
  const narrow = "max-sm:block max-sm:h-auto max-sm:border-b-0 max-sm:py-0";
  return (
    <Table label={t("userAccess.grants")} fixed>
      <TableHead>
        <ColumnHeader className="sm:w-[22%]">{t("userAccess.column.what")}</ColumnHeader>
        <ColumnHeader>{t("userAccess.column.how")}</ColumnHeader>
        <ColumnHeader>{t("userAccess.column.where")}</ColumnHeader>
        <ColumnHeader>{t("userAccess.column.when")}</ColumnHeader>
        <ColumnHeader>{t("userAccess.column.by")}</ColumnHeader>
        <ColumnHeader end className="sm:w-20">
          <span className="sr-only">{t("userAccess.column.end")}</span>
        </ColumnHeader>
      </TableHead>
      <tbody>
        {grants.map((grant) => {
          const what = gift(grant, names);
          const below = inherited(grant.role);
          return (
            <Row key={grant.id} rowKey={grant.id}>
              <Cell header className={`${narrow} max-sm:pt-3`}>
                <bdi className="font-semibold">{what}</bdi>
                {grant.permission !== null && (
                  <code className="block font-mono text-tiny text-ink3">{grant.permission}</code>
                )}
                {below.length > 0 && (
                  <span className="block text-small text-ink3">
                    {t("userAccess.inherits", { roles: below.join(", ") })}
                  </span>
                )}
              </Cell>
              <Cell className={narrow}>
                {grant.subject === person.id ? (
                  t("userAccess.own")
                ) : (
                  <Link
                    to="/o/$org/access"
                    params={{ org: organization }}
                    search={{ who: grant.subject }}
                    className="hover:underline"
                  >
                    {t("userAccess.through", { group: names[grant.subject] ?? t("access.unknown") })}
                  </Link>
                )}
              </Cell>
              <Cell className={narrow}>{scopeWords(grant.scope, names)}</Cell>
              <Cell className={narrow}>{when(grant)}</Cell>
              <Cell className={narrow}>
                <bdi>
                  {grant.grantedBy === null
                    ? t("userAccess.system")
                    : (names[grant.grantedBy] ?? t("access.unknown"))}
                </bdi>
                <span className="block text-small text-ink3">
                  {[find(`userAccess.source.${grant.source}`) ?? grant.source, grant.reason]
                    .filter((part) => part !== null)
                    .join(" · ")}
                </span>
              </Cell>
              <Cell end className="max-sm:block max-sm:h-auto max-sm:pb-3 max-sm:text-start">
                {mayEnd(grant) && (
                  <Button
                    size="small"
                    aria-label={t("access.grant.endNamed", { what })}
                    onPress={() => onEnd(grant)}
                  >
                    {t("access.grant.end")}
                  </Button>
                )}
              </Cell>
            </Row>
          );
        })}
      </tbody>
    </Table>
  );
}
