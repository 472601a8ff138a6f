import { useApp } from "../../../app/app-context.tsx";
import { usePreferences } from "../../../app/preferences.ts";
import type { UserList } from "../use-user-list.ts";
import { chosenColumns } from "./chosen-columns.ts";
import { userColumns, type UserColumn } from "./columns.tsx";

/** The columns that are shown, and how to choose others. Outside of a saved view the choice is kept for next time. */
export function useColumns(users: UserList) {
  const { preferences } = useApp();
  const { userColumns: kept } = usePreferences(preferences);
  const ids = chosenColumns(
    userColumns.map(({ id }) => id),
    users.columns,
    kept,
  );
  return {
    ids,
    columns: ids.flatMap((id): UserColumn[] => userColumns.filter((column) => column.id === id)),
    choose: (next: readonly string[]) => {
      const text = next.join(",");
      if (users.view === null) preferences.set({ userColumns: text });
      users.setColumns(text);
    },
  };
}
export type Columns = ReturnType<typeof useColumns>;
