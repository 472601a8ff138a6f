import { withdrawAccessRequest, type AccessRequest, type AccessRequestState } from "@atrium/contracts";
import { Button, Cell, ColumnHeader, Mark, Row, Table, TableHead, type MarkTone } from "@atrium/ui";
import { useVerb } from "../../api/use-verb.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { Moment } from "../../ui/moment.tsx";
import type { Answer } from "./answer-dialog.tsx";
import { useRequestWords } from "./use-request-words.ts";

const tones = {
  open: "info",
  approved: "ok",
  used: "ok",
  denied: "bad",
  withdrawn: "quiet",
  expired: "warn",
} as const satisfies Record<AccessRequestState, MarkTone>;

export function RequestsTable({
  requests,
  busy,
  onAnswer,
}: {
  requests: readonly AccessRequest[];
  busy: boolean;
  onAnswer: (request: AccessRequest, answer: Answer) => void;
}) {
  const { t } = useI18n();
  const words = useRequestWords();
  const withdraw = useVerb(withdrawAccessRequest, t("requests.withdrawn"));
  return (
    <Table label={t("requests.title")} busy={busy}>
      <TableHead>
        <ColumnHeader className="ps-4 sm:ps-6">{t("requests.column.what")}</ColumnHeader>
        <ColumnHeader>{t("requests.column.who")}</ColumnHeader>
        <ColumnHeader>{t("requests.column.state")}</ColumnHeader>
        <ColumnHeader end className="pe-6">
          <span className="sr-only">{t("user.more")}</span>
        </ColumnHeader>
      </TableHead>
      <tbody>
        {requests.map((request) => {
          const { id, state, requesterName, subject, subjectName, requestedBy, reason, validUntil } = request;
          const what = words(request);
          const forAnother = subject !== null && subject !== requestedBy;
          return (
            <Row key={id} rowKey={id}>
              <Cell header className="max-sm:block max-sm:h-auto max-sm:border-b-0 max-sm:px-4 sm:ps-6">
                <bdi className="font-semibold">{what}</bdi>
                {validUntil !== null && (
                  <span className="text-small text-ink2">
                    {" "}
                    {t("requests.untilShort")} <Moment iso={validUntil} none="" />
                  </span>
                )}
                <span className="block max-w-120 text-small break-words text-ink2">
                  <bdi>{reason}</bdi>
                </span>
              </Cell>
              <Cell className="max-sm:block max-sm:h-auto max-sm:border-b-0 max-sm:px-4">
                <bdi>{requesterName}</bdi>
                {forAnother && (
                  <span className="block text-small text-ink2">
                    {t("requests.for", { name: subjectName ?? "" })}
                  </span>
                )}
                <span className="block text-small text-ink3">
                  <Moment iso={request.createdAt} none="" />
                </span>
              </Cell>
              <Cell className="max-sm:block max-sm:h-auto max-sm:border-b-0 max-sm:px-4">
                <Mark tone={tones[state]}>{t(`requests.state.${state}`)}</Mark>
                <span className="block text-small text-ink2">
                  {state === "open" ? (
                    <>
                      {t("requests.waitsUntil")} <Moment iso={request.expiresAt} none="" />
                    </>
                  ) : (
                    request.deciderName !== null && t("requests.by", { name: request.deciderName })
                  )}
                </span>
                {request.decisionReason !== null && (
                  <span className="block max-w-80 text-small break-words text-ink2">
                    <bdi>{request.decisionReason}</bdi>
                  </span>
                )}
              </Cell>
              <Cell
                end
                className="max-sm:block max-sm:h-auto max-sm:px-4 max-sm:pb-3 max-sm:text-start sm:pe-6"
              >
                <span className="flex flex-wrap gap-2 sm:justify-end">
                  {request.abilities.decide && (
                    <>
                      <Button
                        size="small"
                        aria-label={t("requests.approveOf", { what, who: subjectName ?? requesterName })}
                        onPress={() => onAnswer(request, "approve")}
                      >
                        {t("requests.approve")}
                      </Button>
                      <Button
                        size="small"
                        kind="danger"
                        aria-label={t("requests.denyOf", { what, who: subjectName ?? requesterName })}
                        onPress={() => onAnswer(request, "deny")}
                      >
                        {t("requests.deny")}
                      </Button>
                    </>
                  )}
                  {request.abilities.withdraw && (
                    <Button
                      size="small"
                      isDisabled={withdraw.isPending}
                      aria-label={t("requests.withdrawOf", { what })}
                      onPress={() => withdraw.run({ params: { id } })}
                    >
                      {t("requests.withdraw")}
                    </Button>
                  )}
                </span>
              </Cell>
            </Row>
          );
        })}
      </tbody>
    </Table>
  );
}
