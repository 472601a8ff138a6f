import type { listUsers, Received, Segment } from "@atrium/contracts";
import { Avatar, ProgressBar } from "@atrium/ui";
import type { UseQueryResult } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { Loaded } from "../../ui/loaded.tsx";

/** How many people a segment has, and the first of them. */
export function SegmentPeople({
  segment,
  people,
  organization,
}: {
  segment: Segment;
  people: UseQueryResult<Received<typeof listUsers>>;
  organization: string;
}) {
  const { t, number } = useI18n();
  if (segment.kind === "static" && segment.filledAt === null) {
    return <ProgressBar label={t("segments.filling")} done={0} total={null} />;
  }
  return (
    <Loaded query={people} permission="users:read">
      {({ items, total, totalKind }) => {
        const count = segment.kind === "static" ? segment.people : total;
        const more = segment.kind === "live" && totalKind === "at_least" ? "+" : "";
        return (
          <div className="flex flex-col gap-2">
            <p className="font-serif text-number">
              {items.length === 0
                ? t("segments.nobody")
                : t("segments.people", { count: `${number(count ?? items.length)}${more}` })}
            </p>
            <ul className="flex flex-col gap-1.5">
              {items.map(({ id, displayName }) => (
                <li key={id} className="flex items-center gap-2.5">
                  <Avatar name={displayName} />
                  <Link
                    to="/o/$org/users/$id"
                    params={{ org: organization, id }}
                    search={{ q: `segment:${segment.slug}`, sort: "name" }}
                    className="min-w-0 truncate hover:underline"
                  >
                    <bdi>{displayName}</bdi>
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        );
      }}
    </Loaded>
  );
}
