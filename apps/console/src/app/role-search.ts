import { roleKinds } from "@atrium/contracts";
import { searchChoice, searchText } from "./search.ts";

export const roleViews = ["list", "hierarchy", "matrix"] as const;
export type RolesSearch = {
  view?: (typeof roleViews)[number];
  q?: string;
  kind?: (typeof roleKinds)[number];
  cursor?: string;
  /** The role in the middle of the hierarchy. */
  around?: string;
  as?: "list";
  /** What the matrix of all roles shows of the permissions. */
  find?: string;
  differ?: true;
  create?: true;
  from?: string;
};

const whole = (value: unknown): number | undefined => {
  const number = Number(value);
  return Number.isSafeInteger(number) && number > 0 ? number : undefined;
};

export function rolesSearch(search: Record<string, unknown>): RolesSearch {
  const view = searchChoice(search["view"], roleViews);
  const q = searchText(search["q"]);
  const kind = searchChoice(search["kind"], roleKinds);
  const cursor = searchText(search["cursor"]);
  const around = searchText(search["around"]);
  const as = searchChoice(search["as"], ["list"]);
  const find = searchText(search["find"]);
  const from = searchText(search["from"]);
  return {
    ...(view && { view }),
    ...(q && { q }),
    ...(kind && { kind }),
    ...(cursor && { cursor }),
    ...(around && { around }),
    ...(as && { as }),
    ...(find && { find }),
    ...(search["differ"] === true && { differ: true }),
    ...(search["create"] === true && { create: true }),
    ...(from && { from }),
  };
}

export const roleTabs = ["permissions", "members", "versions", "hierarchy"] as const;
export type RoleSearch = {
  tab?: (typeof roleTabs)[number];
  /** What the matrix shows, and which resources are opened to their single actions. */
  find?: string;
  open?: string;
  as?: "list";
  cursor?: string;
  assign?: true;
  /** The two versions that are compared. */
  from?: number;
  to?: number;
};

export function roleSearch(search: Record<string, unknown>): RoleSearch {
  const tab = searchChoice(search["tab"], roleTabs);
  const find = searchText(search["find"]);
  const open = searchText(search["open"]);
  const as = searchChoice(search["as"], ["list"]);
  const cursor = searchText(search["cursor"]);
  const from = whole(search["from"]);
  const to = whole(search["to"]);
  return {
    ...(tab && { tab }),
    ...(find && { find }),
    ...(open && { open }),
    ...(as && { as }),
    ...(cursor && { cursor }),
    ...(search["assign"] === true && { assign: true }),
    ...(from && { from }),
    ...(to && { to }),
  };
}
