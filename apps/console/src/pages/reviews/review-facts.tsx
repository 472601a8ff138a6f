import type { AccessReview } from "@atrium/contracts";
import { CopyText, ProgressBar } from "@atrium/ui";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Moment } from "../../ui/moment.tsx";
import { useReviewScope } from "./review-words.ts";

/** How far a review is, and what it was told to do. */
export function ReviewFacts({ review }: { review: AccessReview }) {
  const { t, number } = useI18n();
  const scopeWords = useReviewScope();
  const { counts, reviewers, undecided, recurrence, nextAt, closedAt, closerName, digest, state } = review;
  const done = counts.kept + counts.revoked;
  const after = state === "closed" ? (["removed", "stayed"] as const) : [];
  const numbers = (["kept", "revoked", "waiting", ...after] as const).map((name) => ({
    name: t(`reviews.count.${name}`),
    value: number(counts[name]),
  }));
  return (
    <section
      aria-label={t("reviews.facts")}
      className="grid gap-x-10 gap-y-5 px-4 py-5 sm:px-6 lg:grid-cols-[1fr_1fr]"
    >
      <div className="flex flex-col gap-4">
        <ProgressBar
          label={t("reviews.progress")}
          done={done}
          total={state === "preparing" ? null : Math.max(1, counts.items)}
          valueText={t("reviews.progressOf", { done: number(done), total: number(counts.items) })}
        />
        <Facts facts={numbers} />
      </div>
      <Facts
        facts={[
          { name: t("reviews.about"), value: scopeWords(review.scope) },
          { name: t("reviews.reviewers"), value: t(`reviews.reviewers.${reviewers.kind}`) },
          { name: t("reviews.undecided"), value: t(`reviews.undecided.${undecided}`) },
          { name: t("reviews.recurrence"), value: t(`reviews.recurrence.${recurrence}`) },
          { name: t("reviews.startedBy"), value: review.creatorName },
          ...(nextAt === null ? [] : [{ name: t("reviews.next"), value: <Moment iso={nextAt} none="" /> }]),
          ...(closedAt === null
            ? []
            : [
                {
                  name: t("reviews.closedBy"),
                  value: (
                    <>
                      <bdi>{closerName}</bdi> <Moment iso={closedAt} none="" />
                    </>
                  ),
                },
              ]),
          ...(digest === null
            ? []
            : [
                {
                  name: t("reviews.digest"),
                  value: <CopyText text={digest} copy={t("app.copy")} copied={t("app.copied")} />,
                },
              ]),
        ]}
      />
    </section>
  );
}
