import { Checkbox, ColumnHeader, Table, TableHead, type ColumnHeaderProps } from "@atrium/ui";
import { useFlashes } from "../../api/flashes.ts";
import { useLive } from "../../api/live.tsx";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { useRoleNames } from "../../ui/role-names.ts";
import type { UserSelection } from "./bulk/use-selection.ts";
import { UserRow } from "./user-row.tsx";
import type { UserList, UserSort } from "./use-user-list.ts";

type SortField = "name" | "lastLoginAt" | "createdAt";
/** Names begin at A, times at the newest. */
const firstSort: Record<SortField, UserSort> = {
  name: "name",
  lastLoginAt: "-lastLoginAt",
  createdAt: "-createdAt",
};

export function UsersTable({
  users,
  current,
  selection,
}: {
  users: UserList;
  current: string | null;
  selection: UserSelection;
}) {
  const { t } = useI18n();
  const flashing = useFlashes(useLive().flashes);
  const roleName = useRoleNames();
  const { rows, sort, peek } = users;
  const { ticked } = selection;
  const chosen = rows.filter(({ id }) => ticked.has(id)).length;

  const sortOf = (field: SortField): NonNullable<ColumnHeaderProps["sort"]> => {
    const direction = sort === field ? "ascending" : sort === `-${field}` ? "descending" : null;
    const turned: UserSort = direction === "descending" ? field : `-${field}`;
    return { direction, onToggle: () => users.setSort(direction === null ? firstSort[field] : turned) };
  };

  return (
    <Table label={t("users.title")} busy={users.list.isPlaceholderData} fixed>
      <TableHead>
        <ColumnHeader className="w-12 ps-4 pe-0 sm:ps-5">
          <Checkbox
            label={t("users.selectAll")}
            isSelected={chosen > 0 && chosen === rows.length}
            isIndeterminate={chosen > 0 && chosen < rows.length}
            onChange={(on) => selection.setTicked(new Set(on ? rows.map(({ id }) => id) : []))}
          />
        </ColumnHeader>
        <ColumnHeader className="sm:w-[40%] md:w-[30%]" sort={sortOf("name")}>
          {t("users.column.person")}
        </ColumnHeader>
        <ColumnHeader className="sm:w-[16%] md:w-[13%]">{t("users.column.status")}</ColumnHeader>
        <ColumnHeader className="max-sm:hidden">{t("users.column.role")}</ColumnHeader>
        <ColumnHeader className={peek === null ? "w-[14%] max-lg:hidden" : "hidden"}>
          {t("users.column.department")}
        </ColumnHeader>
        <ColumnHeader className="w-[14%] max-md:hidden" end sort={sortOf("lastLoginAt")}>
          {t("users.column.lastLogin")}
        </ColumnHeader>
        <ColumnHeader className="w-[14%] pe-6 max-md:hidden" end sort={sortOf("createdAt")}>
          {t("users.column.created")}
        </ColumnHeader>
      </TableHead>
      <tbody>
        {rows.map((person) => (
          <UserRow
            key={person.id}
            person={person}
            organization={users.organization}
            search={users.listSearch}
            roleName={roleName}
            selected={ticked.has(person.id)}
            narrow={peek !== null}
            current={person.id === (peek?.id ?? current)}
            flash={flashing.has(person.id)}
            onSelect={(on, range) => selection.toggle(person.id, on, range)}
            onPeek={() => users.setPeek(peek?.id === person.id ? null : person.id)}
          />
        ))}
      </tbody>
    </Table>
  );
}
