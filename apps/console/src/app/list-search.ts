import { userSorts } from "@atrium/contracts";
import { searchChoice, searchCount, searchText } from "./search.ts";

/** A common sort, or an attribute's; whether there is such an attribute is not known here. */
export type UserListSort = (typeof userSorts)[number] | `${"" | "-"}attributes.${string}`;
const isAttributeSort = (text: string): text is Extract<UserListSort, `${string}.${string}`> =>
  /^-?attributes\.\w{1,40}$/.test(text);

export function userListSort(value: unknown): UserListSort | undefined {
  const text = searchText(value) ?? "";
  return isAttributeSort(text) ? text : searchChoice(text, userSorts);
}

/** Where a list stands. The page of a person carries it along, so that it knows its neighbours and its way back. */
export type UserListSearch = {
  q?: string;
  sort?: UserListSort;
  cursor?: string;
  /** The page of the whole; with a cursor beside it only told, without one jumped to. */
  page?: number;
  /** Jumps to the first row from these letters or this day on. */
  from?: string;
  /** The saved view that was opened; the rest of the address says how it is looked at by now. */
  view?: string;
  columns?: string;
  facets?: true;
};

export function userListSearch(search: Record<string, unknown>): UserListSearch {
  const q = searchText(search["q"]);
  const sort = userListSort(search["sort"]);
  const cursor = searchText(search["cursor"]);
  const page = searchCount(search["page"]);
  const from = searchText(search["from"]);
  const view = searchText(search["view"]);
  const columns = searchText(search["columns"]);
  return {
    ...(q && { q }),
    ...(sort && { sort }),
    ...(cursor && { cursor }),
    ...(page && { page }),
    ...(from && { from }),
    ...(view && { view }),
    ...(columns && { columns }),
    ...(search["facets"] === true && { facets: true }),
  };
}

export const userTabs = ["overview", "access", "security", "activity", "data"] as const;

export type ListSearch = { q?: string; cursor?: string };
export const listSearch = (search: Record<string, unknown>): ListSearch => {
  const q = searchText(search["q"]);
  const cursor = searchText(search["cursor"]);
  return { ...(q && { q }), ...(cursor && { cursor }) };
};

export const groupTabs = ["members", "subgroups", "rights", "rule", "activity"] as const;
export const memberViews = ["own", "hand", "rule", "below", "all"] as const;

export type DuplicatesSearch = { cursor?: string; show?: "dismissed" };
export const duplicatesSearch = (search: Record<string, unknown>): DuplicatesSearch => {
  const cursor = searchText(search["cursor"]);
  const show = searchChoice(search["show"], ["dismissed"]);
  return { ...(cursor && { cursor }), ...(show && { show }) };
};
