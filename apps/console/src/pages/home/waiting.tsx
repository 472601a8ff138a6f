import { listAccessRequests, listMyReviews } from "@atrium/contracts";
import { Link } from "@tanstack/react-router";
import { useOperation } from "../../api/operation.ts";
import { useCan } from "../../api/session.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";

const atMost = 20;
const linkClass = "font-medium text-accent underline-offset-2 hover:underline";

/** What waits for a decision of one's own; nothing where nothing does. */
export function Waiting({ organization }: { organization: string }) {
  const { t } = useI18n();
  const can = useCan();
  const reviews = useOperation(listMyReviews, {});
  const requests = useOperation(
    listAccessRequests,
    { query: { state: "open", limit: atMost } },
    { enabled: can("requests:decide") && can("requests:read") },
  );
  const mine = reviews.data?.items ?? [];
  const open = requests.data?.items.filter(({ abilities }) => abilities.decide).length ?? 0;
  const more = requests.data?.next != null;
  if (mine.length === 0 && open === 0) return null;
  return (
    <section aria-labelledby="waiting" className="border-b border-line bg-sunk/50 px-4 py-3 sm:px-6">
      <h2 id="waiting" className="text-small font-medium text-ink2">
        {t("home.waiting")}
      </h2>
      <ul className="flex flex-wrap gap-x-6 gap-y-1 pt-1">
        {open > 0 && (
          <li>
            <Link
              to="/o/$org/requests"
              params={{ org: organization }}
              search={{ view: "decide" }}
              className={linkClass}
            >
              {more ? t("home.waiting.many") : t("home.waiting.requests", { count: open })}
            </Link>
          </li>
        )}
        {mine.map(({ id, name, waiting }) => (
          <li key={id}>
            <Link
              to="/o/$org/reviews/$id"
              params={{ org: organization, id }}
              search={{ decision: "waiting" }}
              className={linkClass}
            >
              {t("home.waiting.reviews", { count: waiting, name })}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
