import { useNavigate } from "@tanstack/react-router";
import { useActions } from "../../actions/use-actions.ts";
import type { UserListSearch } from "../../app/list-search.ts";
import { useUserPage } from "../users/use-user-list.ts";

/** `[` and `]` walk the page of the list that the address says one came from. */
export function useNeighbours(id: string, organization: string, search: UserListSearch): void {
  const navigate = useNavigate();
  const rows = useUserPage(search).list.data?.items ?? [];
  const at = rows.findIndex((row) => row.id === id);
  const go = (step: number) => {
    const next = at < 0 ? undefined : rows[at + step];
    if (next === undefined) return;
    void navigate({
      to: "/o/$org/users/$id",
      params: { org: organization, id: next.id },
      search,
      replace: true,
    });
  };
  useActions([
    {
      id: "person.next",
      title: "action.nextPerson",
      section: "here",
      keys: ["]"],
      keyboardOnly: true,
      run: () => go(1),
    },
    {
      id: "person.previous",
      title: "action.previousPerson",
      section: "here",
      keys: ["["],
      keyboardOnly: true,
      run: () => go(-1),
    },
    {
      id: "person.back",
      title: "action.back",
      section: "here",
      keys: ["escape"],
      keyboardOnly: true,
      run: () => void navigate({ to: "/o/$org/users", params: { org: organization }, search }),
    },
  ]);
}
