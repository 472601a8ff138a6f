import { listUsers, type UserSummary } from "@atrium/contracts";
import { getRouteApi } from "@tanstack/react-router";
import { useOperation } from "../../api/operation.ts";
import type { UserListSearch, UserListSort } from "../../app/list-search.ts";
import { useShownColumns, type ShownColumns } from "./columns/use-shown-columns.ts";

const route = getRouteApi("/o/$org/users");
export const pageSize = 50;

function requestOf({ q, sort, cursor, page, from }: UserListSearch, { attributes }: ShownColumns) {
  return {
    query: {
      limit: pageSize,
      ...(q && { q }),
      ...(sort && { sort }),
      ...(cursor ? { cursor } : page ? { page } : from ? { from } : {}),
      ...(attributes.length > 0 && { attributes: attributes.join(",") }),
    },
  };
}

/** The page of the list that an address says, as the list and the page of one person ask for it alike. */
export function useUserPage(search: UserListSearch) {
  const shown = useShownColumns(search);
  // Without its attribute the order is the usual one, in which a place of the other one means nothing.
  const { sort, cursor: _cursor, page: _page, from: _from, ...rest } = search;
  const place: UserListSearch = !shown.ready || shown.isSortable(sort) ? search : rest;
  const list = useOperation(listUsers, requestOf(place, shown), {
    enabled: shown.ready,
    keepPrevious: true,
  });
  return { list, shown, place };
}

/** Rows and where the list stands. All of the latter is in the address. */
export function useUserList() {
  const { org } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { peek, ...asked } = search;
  const { list, shown, place: listSearch } = useUserPage(asked);
  const rows: readonly UserSummary[] = list.data?.items ?? [];
  // What stays when one begins again at the first row.
  const { cursor, page, from, ...look } = listSearch;
  const go = (next: UserListSearch & { peek?: string }, replace = false) =>
    void navigate({ search: next, replace });
  return {
    organization: org,
    list,
    rows,
    listSearch,
    q: search.q ?? "",
    sort: look.sort ?? ("-createdAt" satisfies UserListSort),
    shown,
    /** The number of the page; null where one came by letters or a day. */
    page: page ?? (cursor === undefined && from === undefined ? 1 : null),
    from: from ?? null,
    view: search.view ?? null,
    facets: search.facets === true,
    peek: rows.find(({ id }) => id === peek) ?? null,
    setFilter: (q: string, push: boolean) => {
      const { q: _, ...rest } = look;
      go({ ...rest, ...(q && { q }) }, !push);
    },
    setSort: (next: UserListSort) => go({ ...look, sort: next }),
    /** On or back by one page, whose number is known if this one's is. */
    setCursor: (to: string) => {
      const here = page ?? (cursor === undefined && from === undefined ? 1 : null);
      const number = here === null ? null : here + (to === list.data?.next ? 1 : -1);
      go({ ...look, cursor: to, ...(number !== null && number > 0 && { page: number }) });
    },
    setPage: (number: number) => go({ ...look, ...(number > 1 && { page: number }) }),
    /** A day is written figure by figure: one entry in the history for all of them. */
    setFrom: (text: string) => go({ ...look, ...(text && { from: text }) }, from !== undefined),
    setFacets: (shown: boolean) => {
      const { facets: _, ...rest } = listSearch;
      go({ ...rest, ...(shown && { facets: true }) }, true);
    },
    setColumns: (columns: string) => go({ ...listSearch, columns }, true),
    /** One of the questions that have a tab: no saved view, nor its columns. */
    openTab: (q: string) => {
      const { q: _q, view, columns, ...rest } = look;
      go({ ...rest, ...(q && { q }), ...(view === undefined && columns && { columns }) });
    },
    openView: (view: Pick<UserListSearch, "q" | "sort" | "view" | "columns">) =>
      go({ ...view, ...(search.facets === true && { facets: true }) }),
    setPeek: (id: string | null) => go({ ...listSearch, ...(id !== null && { peek: id }) }, true),
    open: (id: string, edit = false) =>
      void navigate({
        to: "/o/$org/users/$id",
        params: { org, id },
        search: { ...listSearch, ...(edit && { edit: true as const }) },
      }),
  };
}
export type UserList = ReturnType<typeof useUserList>;
