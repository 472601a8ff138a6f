import { listOrganizations } from "@atrium/contracts";
import { Avatar } from "@atrium/ui";
import { Link } from "@tanstack/react-router";
import { useOperation } from "../../api/operation.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { largestOf } from "./largest.ts";

/** Last of its column, so that its late arrival moves nothing. */
export function LargestOrganizations({ platform }: { platform: string }) {
  const { t } = useI18n();
  const { data } = useOperation(listOrganizations, { query: { limit: 200, count: "none" } });
  const largest = data === undefined ? [] : largestOf(data);
  if (largest.length === 0) return null;
  return (
    <section aria-label={t("home.largest")}>
      <div className="flex items-baseline justify-between pt-8 pb-2">
        <h2 className="font-serif text-title font-medium">{t("home.largest")}</h2>
        <Link
          to="/o/$org/organizations"
          params={{ org: platform }}
          className="font-medium text-accent underline-offset-2 hover:underline"
        >
          {t("home.largestAll")}
        </Link>
      </div>
      <ul>
        {largest.map(({ id, slug, name, users }) => (
          <li key={id} className="flex min-h-11 items-center gap-3 border-b border-line last:border-b-0">
            <Avatar name={name} />
            <Link
              to="/o/$org/home"
              params={{ org: slug }}
              className="inline-flex min-h-6 min-w-0 flex-1 items-center font-medium hover:underline"
            >
              <bdi className="truncate">{name}</bdi>
            </Link>
            <span className="text-small text-ink2">{t("home.people", { people: users })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
