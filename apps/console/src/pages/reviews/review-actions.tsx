import {
  cancelReview,
  closeReview,
  reviewEvidence,
  reviewEvidenceTable,
  type AccessReview,
} from "@atrium/contracts";
import { Button } from "@atrium/ui";
import { useState } from "react";
import { useCan } from "../../api/session.ts";
import { useDownload } from "../../api/use-download.ts";
import { useVerb } from "../../api/use-verb.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { ConfirmDialog, type Confirmation } from "../../ui/confirm-dialog.tsx";

/** What can be done with a review as it stands. */
export function ReviewActions({ review }: { review: AccessReview }) {
  const { t } = useI18n();
  const can = useCan();
  const [asked, setAsked] = useState<Confirmation | null>(null);
  const close = useVerb(closeReview, t("reviews.closing"));
  const cancel = useVerb(cancelReview, t("reviews.cancelled"));
  const { isPending, download } = useDownload();
  const { id, name, state, counts, undecided, nextAt } = review;
  const params = { id };
  const mayManage = can("reviews:manage");
  const running = state === "open" || state === "preparing";
  const askCancel = () =>
    setAsked({
      title: t("reviews.cancelTitle", { name }),
      detail: t("reviews.cancelDetail"),
      submit: t(running ? "reviews.cancel" : "reviews.stop"),
      onConfirm: () => cancel.run({ params }),
    });
  const askClose = () =>
    setAsked({
      title: t("reviews.closeTitle", { name }),
      detail: t("reviews.closeDetail", {
        revoked: counts.revoked,
        waiting: counts.waiting,
        undecided: t(undecided === "keep" ? "reviews.undecidedKeep" : "reviews.undecidedRevoke"),
      }),
      submit: t("reviews.close"),
      onConfirm: () => close.run({ params }),
    });
  return (
    <>
      {state === "closed" && (
        <>
          <Button
            isDisabled={isPending}
            onPress={() => download(reviewEvidenceTable, { params }, `access-review-${id}.csv`)}
          >
            {t("reviews.evidenceCsv")}
          </Button>
          <Button
            isDisabled={isPending}
            onPress={() => download(reviewEvidence, { params }, `access-review-${id}.json`)}
          >
            {t("reviews.evidenceJson")}
          </Button>
        </>
      )}
      {mayManage && (running || nextAt !== null) && (
        <Button onPress={askCancel}>{t(running ? "reviews.cancel" : "reviews.stop")}</Button>
      )}
      {mayManage && (state === "open" || state === "closing") && (
        <Button kind="primary" isDisabled={close.isPending} onPress={askClose}>
          {t("reviews.close")}
        </Button>
      )}
      <ConfirmDialog asked={asked} onClose={() => setAsked(null)} />
    </>
  );
}
