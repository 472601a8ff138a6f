import {
  createView,
  deleteView,
  listViews,
  shareView,
  updateView,
  type Request,
  type View,
} from "@atrium/contracts";
import { useOperation, useOperationAction } from "../../../api/operation.ts";
import { useNotice } from "../../../api/use-notice.ts";
import { useSayProblem } from "../../../api/use-verb.ts";
import { userListSort } from "../../../app/list-search.ts";
import { useI18n } from "../../../i18n/i18n-context.tsx";
import type { ShownColumns } from "../columns/use-shown-columns.ts";
import type { UserList } from "../use-user-list.ts";
import { positionsAfter, type Look } from "./current-view.ts";

/** What the address says when a view is opened. */
export function placeOf({ id, q, sort, columns }: View) {
  const known = userListSort(sort);
  return {
    view: id,
    ...(q && { q }),
    ...(known && { sort: known }),
    ...(columns.length > 0 && { columns: columns.join(",") }),
  };
}

/** A view without what it says of attributes that are gone or not one's to see. */
function asSeen(view: View, { all, complete, isSortable }: ShownColumns): View {
  if (!complete) return view;
  return {
    ...view,
    sort: isSortable(userListSort(view.sort)) ? view.sort : null,
    columns: view.columns.filter((id) => all.some((column) => column.id === id)),
  };
}

const asSaved = ({ q, sort, columns }: Look) => ({ q, sort, columns: [...columns] });

/** The saved views, and what can be done with them; each has its way back in the notice that follows. */
export function useViews(users: UserList) {
  const { t } = useI18n();
  const say = useSayProblem();
  const tell = useNotice();
  const list = useOperation(listViews, { query: { list: "users" } }, { keepPrevious: true });
  const views: readonly View[] = (list.data?.items ?? []).map((view) => asSeen(view, users.shown));
  const creating = useOperationAction(createView);
  const updating = useOperationAction(updateView);
  const sharing = useOperationAction(shareView);
  const removal = useOperationAction(deleteView);

  const change = (id: string, body: NonNullable<Request<typeof updateView>["body"]>) =>
    updating.mutateAsync({ request: { params: { id }, body } });
  const setShared = (id: string, shared: boolean) =>
    sharing.mutateAsync({ request: { params: { id }, body: { shared } } });
  const bringBack = async (view: View) => {
    const { name, q, sort, columns, position } = view;
    const made = await creating.mutateAsync({ request: { body: { name, q, sort, columns } } });
    await change(made.id, { position });
    if (view.shared) await setShared(made.id, true);
    users.openView(placeOf(made));
  };

  return {
    views,
    current: views.find(({ id }) => id === users.view) ?? null,
    /** Filter, sort and columns as they are now. */
    overwrite: (view: View, look: Look) =>
      void change(view.id, asSaved(look))
        .then(() =>
          tell(t("lists.view.updated", { name: view.name }), () => {
            const { q, sort, columns } = view;
            void change(view.id, { q, sort, columns })
              .then(() => users.openView(placeOf(view)))
              .catch(say);
          }),
        )
        .catch(say),
    rename: (view: View, name: string) =>
      void change(view.id, { name })
        .then(() =>
          tell(t("lists.view.renamed", { name }), () => {
            void change(view.id, { name: view.name }).catch(say);
          }),
        )
        .catch(say),
    share: (view: View) =>
      void setShared(view.id, !view.shared)
        .then(() =>
          tell(t(view.shared ? "lists.view.unshared" : "lists.view.shared", { name: view.name }), () => {
            void setShared(view.id, view.shared).catch(say);
          }),
        )
        .catch(say),
    /** One place on or back among one's own. */
    move: (view: View, step: 1 | -1) => {
      const own = views.filter((each) => each.own);
      const changes = positionsAfter(own, view.id, step);
      void Promise.all(changes.map(({ id, position }) => change(id, { position }))).catch(say);
    },
    remove: (view: View) =>
      void removal
        .mutateAsync({ request: { params: { id: view.id } } })
        .then(() => {
          users.openTab(users.q);
          tell(t("lists.view.deleted", { name: view.name }), () => void bringBack(view).catch(say));
        })
        .catch(say),
  };
}
export type Views = ReturnType<typeof useViews>;
