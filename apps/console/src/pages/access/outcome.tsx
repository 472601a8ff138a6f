import type { Output, simulateAccess } from "@atrium/contracts";
import { Button, Cell, ColumnHeader, Mark, Row, Table, TableHead } from "@atrium/ui";
import { Link } from "@tanstack/react-router";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { usePermissionWords, useScopeWords } from "./words.ts";

export type Simulated = Output<typeof simulateAccess>;

/** What the question's answer would be, and who would gain and lose what. */
export function Outcome({
  outcome: { items, next, counts, answer, names },
  organization,
  after,
  onAfter,
}: {
  outcome: Simulated;
  organization: string;
  after: string | undefined;
  onAfter: (cursor: string | null) => void;
}) {
  const { t } = useI18n();
  const { title } = usePermissionWords();
  const scopeWords = useScopeWords();
  const { gaining, losing, looked, touched, touchedAtLeast } = counts;
  const some = after !== undefined || (touched !== null && touched > looked);
  const list = (scope: string, permissions: readonly string[], sign: string) =>
    permissions.length > 0 && (
      <li key={`${sign}${scope}`}>
        {scope !== "organization" && (
          <span className="text-small text-ink3">{scopeWords(scope, names)}: </span>
        )}
        {permissions.map((name) => title(name)).join(", ")}
      </li>
    );
  return (
    <section aria-live="polite" className="border-t border-line py-6" data-outcome="">
      {answer !== null && (
        <p className="pb-3 text-large">
          <Mark tone={answer.before === answer.after ? "quiet" : answer.after ? "ok" : "bad"}>
            {answer.before === answer.after
              ? t("access.if.same")
              : t(answer.after ? "access.if.yes" : "access.if.no")}
          </Mark>
        </p>
      )}
      <h2 className="font-serif text-title font-medium">{t("access.if.title")}</h2>
      <p className="pt-1 pb-4 text-ink2">
        {t(some ? "access.if.countsSome" : "access.if.counts", { gaining, losing, looked })}{" "}
        {touched !== null &&
          t(touchedAtLeast ? "access.if.touchedAtLeast" : "access.if.touched", { count: touched })}
      </p>
      {items.length === 0 ? (
        next !== null && <p className="pb-3 text-ink2">{t("access.if.nobodyHere")}</p>
      ) : (
        <Table label={t("access.if.title")} fixed>
          <TableHead>
            <ColumnHeader className="sm:w-[26%]">{t("access.column.person")}</ColumnHeader>
            <ColumnHeader>{t("access.if.gains")}</ColumnHeader>
            <ColumnHeader>{t("access.if.loses")}</ColumnHeader>
          </TableHead>
          <tbody>
            {items.map(({ subject, name, at }) => (
              <Row key={subject}>
                <Cell header className="align-top max-sm:block max-sm:h-auto max-sm:border-b-0 max-sm:pt-3">
                  <Link
                    to="/o/$org/users/$id"
                    params={{ org: organization, id: subject }}
                    search={{ tab: "access" }}
                    className="font-semibold hover:underline"
                  >
                    <bdi>{name}</bdi>
                  </Link>
                </Cell>
                {(["gains", "loses"] as const).map((way) => (
                  <Cell
                    key={way}
                    className="align-top max-sm:block max-sm:h-auto max-sm:border-b-0 last:max-sm:border-b max-sm:pb-2"
                  >
                    {at.some((one) => one[way].length > 0) && (
                      <div className="flex gap-2">
                        <span
                          className={way === "gains" ? "font-semibold text-ok" : "font-semibold text-bad"}
                        >
                          <span aria-hidden="true">{way === "gains" ? "+" : "−"}</span>
                          <span className="sr-only">{t(`access.if.${way}`)}</span>
                        </span>
                        <ul>{at.map((one) => list(one.scope, one[way], way))}</ul>
                      </div>
                    )}
                  </Cell>
                ))}
              </Row>
            ))}
          </tbody>
        </Table>
      )}
      {(after !== undefined || next !== null) && (
        <div className="flex gap-2 pt-3">
          {after !== undefined && <Button onPress={() => onAfter(null)}>{t("access.firstPage")}</Button>}
          {next !== null && <Button onPress={() => onAfter(next)}>{t("users.nextPage")}</Button>}
        </div>
      )}
    </section>
  );
}
