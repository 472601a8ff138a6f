import { permissionNames, type Permission } from "@atrium/contracts";
import { searchChoice, searchText } from "../../app/search.ts";
import { readChange } from "./what-if.ts";

/** The address of the explorer: a question, what is changed for its sake, and where its list stands. */
export type AccessSearch = {
  who?: string;
  can?: Permission;
  on?: string;
  /** Changes, each as `what-if.ts` writes it. */
  if?: string[];
  cursor?: string;
  /** Where the list of whom the changes touch stands. */
  after?: string;
};

const mostChanges = 20;

/** What cannot be read is as if it were not there. */
export function accessSearch(search: Record<string, unknown>): AccessSearch {
  const who = searchText(search["who"]);
  const can = searchChoice(search["can"], permissionNames);
  const on = searchText(search["on"]);
  const cursor = searchText(search["cursor"]);
  const after = searchText(search["after"]);
  const given = Array.isArray(search["if"]) ? search["if"] : [];
  const changes = given
    .filter((one): one is string => typeof one === "string" && readChange(one) !== null)
    .slice(0, mostChanges);
  return {
    ...(who && { who }),
    ...(can && { can }),
    ...(on && on !== "organization" && { on }),
    ...(changes.length > 0 && { if: changes }),
    ...(cursor && { cursor }),
    ...(after && { after }),
  };
}
