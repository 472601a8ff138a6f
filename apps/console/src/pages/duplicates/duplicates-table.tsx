import { dismissDuplicate, type Duplicate } from "@atrium/contracts";
import { Button, buttonClass, Cell, ColumnHeader, Row, Table, TableHead } from "@atrium/ui";
import { Link } from "@tanstack/react-router";
import { useOperationAction } from "../../api/operation.ts";
import { useNotice } from "../../api/use-notice.ts";
import { useSayProblem } from "../../api/use-verb.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";

type Side = Duplicate["first"];

/** Who has the account stays, since accounts are never joined; else the first. */
const staysOf = ({ first, second }: Duplicate): [stays: Side, goes: Side] =>
  second.hasAccount && !first.hasAccount ? [second, first] : [first, second];

export function DuplicatesTable({
  pairs,
  organization,
}: {
  pairs: readonly Duplicate[];
  organization: string;
}) {
  const { t, number } = useI18n();
  const say = useSayProblem();
  const tell = useNotice();
  const dismissing = useOperationAction(dismissDuplicate);
  const dismiss = (id: string, dismissed: boolean) =>
    dismissing.mutateAsync({ request: { params: { id }, body: { dismissed } } });
  return (
    <Table label={t("nav.duplicates")} fixed>
      <TableHead>
        <ColumnHeader className="ps-4 sm:w-[42%] sm:ps-6">{t("duplicates.column.people")}</ColumnHeader>
        <ColumnHeader className="max-md:hidden">{t("duplicates.column.why")}</ColumnHeader>
        <ColumnHeader className="w-24 max-lg:hidden" end>
          {t("duplicates.column.score")}
        </ColumnHeader>
        <ColumnHeader className="w-32 pe-4 sm:w-64 sm:pe-6" end>
          <span className="sr-only">{t("duplicates.compare")}</span>
        </ColumnHeader>
      </TableHead>
      <tbody>
        {pairs.map((pair) => {
          const { id, reasons, score, dismissedAt } = pair;
          const [stays, goes] = staysOf(pair);
          const names = { first: stays.displayName, second: goes.displayName };
          const open = dismissedAt === null;
          return (
            <Row key={id} rowKey={id}>
              <Cell header className="w-full max-w-0 py-2 ps-4 sm:w-[42%] sm:ps-6">
                {[stays, goes].map((side) => (
                  <span key={side.id} className="block truncate">
                    <Link
                      to="/o/$org/users/$id"
                      params={{ org: organization, id: side.id }}
                      className="font-semibold text-ink hover:underline"
                    >
                      <bdi>{side.displayName}</bdi>
                    </Link>{" "}
                    <bdi className="text-small text-ink2">{side.email}</bdi>
                    {side.hasAccount && (
                      <span className="text-small text-ink2"> · {t("duplicates.hasAccount")}</span>
                    )}
                  </span>
                ))}
              </Cell>
              <Cell className="text-small max-md:hidden">
                {reasons.map((reason) => t(`duplicates.reason.${reason}`)).join(" · ")}
              </Cell>
              <Cell end className="text-ink2 max-lg:hidden">
                {number(score)}
              </Cell>
              <Cell end className="w-32 pe-4 sm:w-64 sm:pe-6">
                <span className="flex flex-wrap justify-end gap-2 py-1">
                  {open && (
                    <Link
                      to="/o/$org/duplicates/merge"
                      params={{ org: organization }}
                      search={{ stays: stays.id, goes: goes.id }}
                      aria-label={t("duplicates.compareOf", names)}
                      className={buttonClass({ size: "small" })}
                    >
                      {t("duplicates.compare")}
                    </Link>
                  )}
                  <Button
                    size="small"
                    aria-label={t(open ? "duplicates.dismissOf" : "duplicates.undismissOf", names)}
                    isDisabled={dismissing.isPending}
                    onPress={() =>
                      void dismiss(id, open)
                        .then(() => {
                          if (!open) return;
                          tell(t("duplicates.nowDismissed", names), () => {
                            void dismiss(id, false).catch(say);
                          });
                        })
                        .catch(say)
                    }
                  >
                    {t(open ? "duplicates.dismiss" : "duplicates.undismiss")}
                  </Button>
                </span>
              </Cell>
            </Row>
          );
        })}
      </tbody>
    </Table>
  );
}
