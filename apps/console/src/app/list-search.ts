import { userSorts } from "@atrium/contracts";
import { searchChoice, searchText } from "./search.ts";

/** Where a list stands. The page of a person carries it along, so that it knows its neighbours and its way back. */
export type UserListSearch = { q?: string; sort?: (typeof userSorts)[number]; cursor?: string };

export function userListSearch(search: Record<string, unknown>): UserListSearch {
  const q = searchText(search["q"]);
  const sort = searchChoice(search["sort"], userSorts);
  const cursor = searchText(search["cursor"]);
  return { ...(q && { q }), ...(sort && { sort }), ...(cursor && { cursor }) };
}

export const userTabs = ["overview", "access", "security", "activity"] as const;

export type ListSearch = { q?: string; cursor?: string };
export const listSearch = (search: Record<string, unknown>): ListSearch => {
  const q = searchText(search["q"]);
  const cursor = searchText(search["cursor"]);
  return { ...(q && { q }), ...(cursor && { cursor }) };
};

export const groupTabs = ["members", "subgroups", "rights", "rule", "activity"] as const;
export const memberViews = ["own", "hand", "rule", "below", "all"] as const;
