import { formatId } from "@atrium/contracts";
import type { Acting } from "#kernel/jobs/kind";
import type { Place } from "#modules/groups";

/** One event for each group that people were put into. */
export function tellPlaced(
  by: Pick<Acting, "record">,
  places: readonly { readonly place: Place; readonly userId: string }[],
): void {
  const groups = new Map<string, { place: Place; users: string[] }>();
  for (const { place, userId } of places) {
    const told = groups.get(place.id) ?? { place, users: [] };
    told.users.push(formatId("user", userId));
    groups.set(place.id, told);
  }
  for (const { place, users } of groups.values()) {
    by.record({
      name: "group.members_added",
      target: { type: "group", id: place.id, name: place.name },
      data: { users },
    });
  }
}
