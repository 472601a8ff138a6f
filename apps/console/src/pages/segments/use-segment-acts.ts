import {
  createSegment,
  deleteSegment,
  listJobs,
  refillSegment,
  updateSegment,
  type Segment,
} from "@atrium/contracts";
import { useCall, useOperationAction } from "../../api/operation.ts";
import { useNotice } from "../../api/use-notice.ts";
import { useSayProblem } from "../../api/use-verb.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { useTray } from "../../jobs/tray.tsx";

/** Finds the job that fills a segment: its progress, or what came of it where that was quick, stays in sight. */
export function useFollowFilling(): (segment: Segment) => void {
  const call = useCall();
  const { follow } = useTray();
  return ({ kind, slug, filledAt }) => {
    if (kind !== "static" || filledAt !== null) return;
    call(listJobs, { query: { mine: "true", limit: 25 } })
      .then(({ items }) => {
        const job = items.find(({ kind: what, about }) => what === "segments.fill" && about["slug"] === slug);
        if (job !== undefined) follow(job.id);
      })
      // Without the progress the segment still says when it is filled.
      .catch(() => undefined);
  };
}

/** What can be done with a segment. What cannot be put back as it was is asked about before. */
export function useSegmentActs() {
  const { t } = useI18n();
  const say = useSayProblem();
  const tell = useNotice();
  const followFilling = useFollowFilling();
  const creating = useOperationAction(createSegment);
  const updating = useOperationAction(updateSegment);
  const refilling = useOperationAction(refillSegment);
  const removal = useOperationAction(deleteSegment);
  return {
    isBusy: refilling.isPending || removal.isPending,
    refill: ({ id }: Segment) =>
      void refilling
        .mutateAsync({ request: { params: { id } } })
        .then(followFilling)
        .catch(say),
    /** Back to what a segment was before it was changed. */
    putBack: ({ id, name, description, q }: Segment) =>
      void updating
        .mutateAsync({ request: { params: { id }, body: { name, description, q } } })
        .then(followFilling)
        .catch(say),
    remove: ({ id, slug, name, description, kind, q }: Segment, then: () => void) =>
      void removal
        .mutateAsync({ request: { params: { id } } })
        .then(() => {
          then();
          const text = t("segments.deleted", { name });
          if (kind === "static") tell(text);
          else {
            tell(text, () => {
              const body = { slug, name, description, kind, q };
              void creating.mutateAsync({ request: { body } }).catch(say);
            });
          }
        })
        .catch(say),
  };
}
