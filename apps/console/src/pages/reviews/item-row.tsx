import { reviewHints, type ReviewDecision } from "@atrium/contracts";
import { Badge, Button, Cell, Checkbox, Mark, Row } from "@atrium/ui";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { Moment } from "../../ui/moment.tsx";
import { useHeldWords } from "./review-words.ts";
import type { Decidable } from "./use-decisions.ts";

const outcomeTones = { kept: "ok", revoked: "quiet", gone: "quiet", stayed: "warn" } as const;

export function ItemRow({
  item,
  current,
  selected,
  onToggle,
  onCurrent,
  onDecide,
}: {
  item: Decidable;
  current: boolean;
  selected: boolean;
  onToggle: () => void;
  onCurrent: () => void;
  onDecide: (decision: ReviewDecision) => void;
}) {
  const { t } = useI18n();
  const words = useHeldWords();
  const [what, who] = [words(item), item.subjectName];
  const { decision, outcome, abilities } = item;
  const phone = "max-sm:block max-sm:h-auto max-sm:px-4";
  const inner = `${phone} max-sm:border-b-0`;
  return (
    <Row rowKey={item.id} current={current} selected={selected} onPointerRow={onCurrent}>
      <Cell className="w-10 ps-4 max-sm:hidden sm:ps-6">
        {abilities.decide && (
          <Checkbox label={t("reviews.select", { what, who })} isSelected={selected} onChange={onToggle} />
        )}
      </Cell>
      <Cell header className={inner}>
        <bdi className="font-semibold">{who}</bdi>
        {item.subjectEmail !== null && item.subjectEmail !== who && (
          <span className="block text-small break-all text-ink2">
            <bdi>{item.subjectEmail}</bdi>
          </span>
        )}
      </Cell>
      <Cell className={inner}>
        <bdi className="font-medium">{what}</bdi>
        <span className="flex flex-wrap gap-1 pt-0.5">
          {reviewHints
            .filter((hint) => item.hints.includes(hint))
            .map((hint) => (
              <Badge key={hint} tone="dashed">
                {t(`reviews.hint.${hint}`)}
              </Badge>
            ))}
        </span>
        <span className="block text-small text-ink3">
          {t("reviews.column.since")} <Moment iso={item.grantedAt} none="" />
        </span>
      </Cell>
      <Cell className="text-ink2 max-lg:hidden">
        <Moment iso={item.lastUsedAt} none={t("reviews.neverSeen")} />
      </Cell>
      <Cell end className={`sm:pe-6 ${phone} max-sm:pb-3 max-sm:text-start`}>
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1.5 sm:justify-end">
          <span className="text-small">
            {outcome !== null ? (
              <Mark tone={outcomeTones[outcome]}>{t(`reviews.outcome.${outcome}`)}</Mark>
            ) : (
              decision !== null && (
                <Mark tone={decision === "keep" ? "ok" : "bad"}>{t(`reviews.decision.${decision}`)}</Mark>
              )
            )}
            {item.deciderName !== null && (
              <span className="block text-ink3">{t("reviews.decidedBy", { name: item.deciderName })}</span>
            )}
            {decision === null && item.reviewerName !== null && !abilities.decide && (
              <span className="block text-ink3">{t("reviews.reviewer", { name: item.reviewerName })}</span>
            )}
            {item.comment !== null && (
              <span className="block text-ink2">
                <bdi>{item.comment}</bdi>
              </span>
            )}
          </span>
          {abilities.decide && (
            <span className="flex gap-2">
              <Button
                size="small"
                aria-label={t("reviews.keepOf", { what, who })}
                aria-pressed={decision === "keep"}
                onPress={() => onDecide("keep")}
              >
                {t("reviews.keep")}
              </Button>
              <Button
                size="small"
                kind="danger"
                aria-label={t("reviews.revokeOf", { what, who })}
                aria-pressed={decision === "revoke"}
                onPress={() => onDecide("revoke")}
              >
                {t("reviews.revoke")}
              </Button>
            </span>
          )}
        </span>
      </Cell>
    </Row>
  );
}
