import { listUsers, type UserSummary } from "@atrium/contracts";
import { getRouteApi } from "@tanstack/react-router";
import { useOperation } from "../../api/operation.ts";
import type { UserListSearch } from "../../app/list-search.ts";

const route = getRouteApi("/o/$org/users");
export const pageSize = 50;

/** The request of a list, as the list and the page of one person ask it alike. */
export function userListRequest({ q, sort, cursor }: UserListSearch) {
  return {
    query: {
      limit: pageSize,
      ...(q && { q }),
      ...(sort && { sort }),
      ...(cursor && { cursor }),
    },
  };
}

export type UserSort = NonNullable<UserListSearch["sort"]>;

/** Rows and where the list stands. All of the latter is in the address. */
export function useUserList() {
  const { org } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const list = useOperation(listUsers, userListRequest(search), { keepPrevious: true });
  const rows: readonly UserSummary[] = list.data?.items ?? [];
  const listSearch: UserListSearch = {
    ...(search.q && { q: search.q }),
    ...(search.sort && { sort: search.sort }),
    ...(search.cursor && { cursor: search.cursor }),
  };
  return {
    organization: org,
    list,
    rows,
    listSearch,
    q: search.q ?? "",
    sort: search.sort ?? ("-createdAt" satisfies UserSort),
    peek: rows.find(({ id }) => id === search.peek) ?? null,
    setFilter: (q: string, push: boolean) =>
      void navigate({
        search: { ...(q && { q }), ...(search.sort && { sort: search.sort }) },
        replace: !push,
      }),
    setSort: (sort: UserSort) => void navigate({ search: { ...(search.q && { q: search.q }), sort } }),
    setCursor: (cursor: string) => void navigate({ search: { ...listSearch, cursor } }),
    setPeek: (id: string | null) =>
      void navigate({ search: { ...listSearch, ...(id !== null && { peek: id }) }, replace: true }),
    open: (id: string, edit = false) =>
      void navigate({
        to: "/o/$org/users/$id",
        params: { org, id },
        search: { ...listSearch, ...(edit && { edit: true as const }) },
      }),
  };
}
export type UserList = ReturnType<typeof useUserList>;
