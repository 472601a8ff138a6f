import { useApp } from "../../../app/app-context.tsx";
import type { UserList } from "../use-user-list.ts";

/** The columns that are shown, and how to choose others. Outside of a saved view the choice is kept for next time. */
export function useColumns(users: UserList) {
  const { preferences } = useApp();
  const { all, ids, columns } = users.shown;
  return {
    all,
    ids,
    columns,
    choose: (next: readonly string[]) => {
      const text = next.join(",");
      if (users.view === null) preferences.set({ userColumns: text });
      users.setColumns(text);
    },
  };
}
export type Columns = ReturnType<typeof useColumns>;
