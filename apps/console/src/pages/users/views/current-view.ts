import type { View } from "@atrium/contracts";
import type { UserListSort } from "../../../app/list-search.ts";
import type { UserList } from "../use-user-list.ts";

/** How the list is looked at now, as a view keeps it. */
export type Look = { readonly q: string; readonly sort: UserListSort; readonly columns: readonly string[] };

export const lookOf = ({ q, sort }: Pick<UserList, "q" | "sort">, columns: readonly string[]): Look => ({
  q,
  sort,
  columns,
});

/** Whether the list is looked at otherwise than the view says; a view without columns leaves them to everybody. */
export function isChanged(view: Pick<View, "q" | "sort" | "columns">, look: Look): boolean {
  const sort = view.sort ?? "-createdAt";
  const columns = view.columns.length > 0 && view.columns.join() !== look.columns.join();
  return view.q !== look.q || sort !== look.sort || columns;
}

/** The new positions after a view has gone one place on or back, of those views that stand elsewhere then. */
export function positionsAfter(
  views: readonly Pick<View, "id" | "position">[],
  id: string,
  step: 1 | -1,
): readonly { id: string; position: number }[] {
  const at = views.findIndex((view) => view.id === id);
  const order = views.map((view) => view.id);
  const [one, other] = [order[at], order[at + step]];
  if (one === undefined || other === undefined) return [];
  [order[at], order[at + step]] = [other, one];
  return order
    .map((each, position) => ({ id: each, position }))
    .filter(({ id: each, position }) => views.find((view) => view.id === each)?.position !== position);
}
