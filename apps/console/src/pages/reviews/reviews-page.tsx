import { listMyReviews, listReviews } from "@atrium/contracts";
import { Button, EmptyState } from "@atrium/ui";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useActions } from "../../actions/use-actions.ts";
import { useOperation } from "../../api/operation.ts";
import { useCan, useSession } from "../../api/session.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { Entries, Entry } from "../../ui/entries.tsx";
import { ListBody } from "../../ui/list-body.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Moment } from "../../ui/moment.tsx";
import { OnwardPager } from "../../ui/onward-pager.tsx";
import { Section } from "../../ui/section.tsx";
import { ReviewDialog } from "./review-dialog.tsx";
import { ReviewsTable } from "./reviews-table.tsx";

const route = getRouteApi("/o/$org/reviews");
const pollMs = 1500;

export function ReviewsPage() {
  const { t } = useI18n();
  const { org } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const can = useCan();
  const organization = useSession().data?.organization?.name ?? org;
  const [mayRead, mayManage] = [can("reviews:read"), can("reviews:manage")];
  const mine = useOperation(listMyReviews, {});
  const list = useOperation(
    listReviews,
    { query: { limit: 50, ...(search.cursor && { cursor: search.cursor }) } },
    {
      enabled: mayRead,
      keepPrevious: true,
      again: (data) =>
        data?.items.some(({ state }) => state === "preparing" || state === "closing") === true && pollMs,
    },
  );
  const place = search.cursor === undefined ? {} : { cursor: search.cursor };
  const setMaking = (making: boolean) =>
    void navigate({ search: { ...place, ...(making && { make: true as const }) }, replace: !making });
  useActions(
    mayManage
      ? [
          {
            id: "reviews.make",
            title: "reviews.make",
            section: "here",
            keys: ["c"],
            run: () => setMaking(true),
          } as const,
        ]
      : [],
  );
  const make = mayManage && (
    <Button kind="primary" onPress={() => setMaking(true)}>
      {t("reviews.make")}
    </Button>
  );
  return (
    <>
      <PageHeader
        crumbs={[t("nav.access")]}
        title={t("reviews.title")}
        summary={t("reviews.summary", { organization })}
        actions={make}
      />
      <div className="min-h-0 flex-1 overflow-y-auto border-t border-line scroll-quiet">
        <div className="px-4 sm:px-6">
          <Section title={t("reviews.mine")}>
            <Loaded query={mine}>
              {({ items }) =>
                items.length === 0 ? (
                  <p className="text-ink2">{t("reviews.mineNone")}</p>
                ) : (
                  <Entries label={t("reviews.mine")}>
                    {items.map(({ id, name, dueAt, waiting }) => (
                      <Entry
                        key={id}
                        id={id}
                        title={name}
                        detail={
                          <>
                            {t("reviews.mineCount", { count: waiting })} · {t("reviews.due")}{" "}
                            <Moment iso={dueAt} none="" />
                          </>
                        }
                        action={
                          <Link
                            to="/o/$org/reviews/$id"
                            params={{ org, id }}
                            search={{ decision: "waiting" }}
                            aria-label={`${t("reviews.mineGo")}: ${name}`}
                            className="inline-flex min-h-8 items-center font-medium text-accent hover:underline pointer-coarse:min-h-11"
                          >
                            {t("reviews.mineGo")}
                          </Link>
                        }
                      />
                    ))}
                  </Entries>
                )
              }
            </Loaded>
          </Section>
        </div>
        {mayRead && (
          <section aria-labelledby="campaigns" className="border-t border-line pt-6">
            <h2 id="campaigns" className="px-4 pb-3 font-serif text-title font-medium sm:px-6">
              {t("reviews.all")}
            </h2>
            <ListBody
              list={list}
              permission="reviews:read"
              empty={
                <EmptyState title={t("reviews.first")} action={make}>
                  {t("reviews.firstDetail")}
                </EmptyState>
              }
              onClear={null}
            >
              {(items) => <ReviewsTable reviews={items} organization={org} />}
            </ListBody>
          </section>
        )}
      </div>
      <OnwardPager
        next={list.data?.next ?? null}
        cursor={search.cursor}
        onCursor={(cursor) => void navigate({ search: cursor === null ? {} : { cursor } })}
      />
      {mayManage && search.make === true && <ReviewDialog onClose={() => setMaking(false)} />}
    </>
  );
}
