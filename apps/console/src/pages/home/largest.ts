import type { listOrganizations, Output } from "@atrium/contracts";

type Organizations = Output<typeof listOrganizations>;

const shown = 5;

/** The customers with the most people; nothing where the page is not all of them, for then nobody knows. */
export function largestOf({ items, next }: Pick<Organizations, "items" | "next">): Organizations["items"] {
  if (next !== null) return [];
  return items
    .filter(({ platform }) => !platform)
    .toSorted((one, other) => other.users - one.users)
    .slice(0, shown);
}
