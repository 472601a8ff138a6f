import { getReview, listReviewItems, reviewDecisions } from "@atrium/contracts";
import { EmptyState, Segmented } from "@atrium/ui";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useOperation } from "../../api/operation.ts";
import { useCan } from "../../api/session.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { ListBody } from "../../ui/list-body.tsx";
import { Moment } from "../../ui/moment.tsx";
import { OnwardPager } from "../../ui/onward-pager.tsx";
import { ItemsTable } from "./items-table.tsx";
import { ReviewActions } from "./review-actions.tsx";
import { ReviewFacts } from "./review-facts.tsx";

const route = getRouteApi("/o/$org/reviews/$id");
const pollMs = 1500;
const decisions = ["any", "waiting", ...reviewDecisions] as const;

/** A campaign: how far it is, and what there is to decide. */
export function ReviewPage() {
  const { t } = useI18n();
  const { org, id } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const can = useCan();
  const mayRead = can("reviews:read");
  const whose = mayRead && search.whose === "all" ? "all" : "mine";
  const decision = search.decision ?? "any";
  const moving = (state: string | undefined) => state === "preparing" || state === "closing";
  const review = useOperation(
    getReview,
    { params: { id } },
    { enabled: mayRead, again: (data) => moving(data?.state) && pollMs },
  );
  const list = useOperation(
    listReviewItems,
    {
      params: { id },
      query: {
        limit: 50,
        whose,
        ...(decision !== "any" && { decision }),
        ...(search.cursor && { cursor: search.cursor }),
      },
    },
    { keepPrevious: true, again: (data) => moving(data?.review.state) && pollMs },
  );
  const shown = review.data ?? list.data?.review;
  const place = {
    ...(search.whose && { whose: search.whose }),
    ...(search.decision && { decision: search.decision }),
  };
  const empty =
    shown?.state === "preparing" ? (
      <EmptyState title={t("reviews.itemsPreparing")} />
    ) : whose === "mine" && decision === "waiting" ? (
      <EmptyState title={t("reviews.itemsDone")}>{t("reviews.itemsDoneDetail")}</EmptyState>
    ) : (
      <EmptyState title={t(`reviews.itemsNone.${whose}`)} />
    );
  return (
    <>
      <PageHeader
        crumbs={[
          t("nav.access"),
          <Link key="all" to="/o/$org/reviews" params={{ org }} className="hover:text-ink hover:underline">
            {t("reviews.title")}
          </Link>,
        ]}
        title={shown?.name ?? t("reviews.title")}
        summary={
          shown && (
            <>
              {t(`reviews.state.${shown.state}`)} · {t("reviews.due")} <Moment iso={shown.dueAt} none="" />
            </>
          )
        }
        actions={review.data && <ReviewActions review={review.data} />}
      />
      <div className="min-h-0 flex-1 overflow-y-auto border-t border-line scroll-quiet">
        {review.data && <ReviewFacts review={review.data} />}
        <div className="flex flex-wrap items-center gap-3 border-y border-line px-4 py-2.5 sm:px-6">
          {mayRead && (
            <Segmented
              label={t("reviews.whose")}
              value={whose}
              segments={(["mine", "all"] as const).map((one) => ({
                id: one,
                label: t(`reviews.whose.${one}`),
              }))}
              onChange={(one) =>
                void navigate({
                  search: {
                    ...(one === "all" && { whose: one }),
                    ...(search.decision && { decision: search.decision }),
                  },
                })
              }
            />
          )}
          <Segmented
            label={t("reviews.decision")}
            value={decision}
            segments={decisions.map((one) => ({ id: one, label: t(`reviews.decision.${one}`) }))}
            onChange={(one) =>
              void navigate({
                search: {
                  ...(search.whose && { whose: search.whose }),
                  ...(one !== "any" && { decision: one }),
                },
              })
            }
          />
        </div>
        <ListBody list={list} permission="reviews:read" empty={empty} onClear={null}>
          {(items) => <ItemsTable key={whose} review={id} items={items} busy={list.isPlaceholderData} />}
        </ListBody>
      </div>
      <OnwardPager
        next={list.data?.next ?? null}
        cursor={search.cursor}
        onCursor={(cursor) => void navigate({ search: { ...place, ...(cursor !== null && { cursor }) } })}
      />
    </>
  );
}
