import type { UserSummary } from "@atrium/contracts";
import { Checkbox, classNames, ColumnHeader, Table, TableHead, type ColumnHeaderProps } from "@atrium/ui";
import { useRouter } from "@tanstack/react-router";
import { useFlashes } from "../../api/flashes.ts";
import { useLive } from "../../api/live.tsx";
import { useI18n } from "../../i18n/i18n-context.tsx";
import type { UserListSort } from "../../app/list-search.ts";
import { usePeopleNames } from "../../ui/people-names.ts";
import { useRoleNames } from "../../ui/role-names.ts";
import type { UserSelection } from "./bulk/use-selection.ts";
import { columnSight, usualColumns } from "./columns/chosen-columns.ts";
import type { Names, SortField, UserColumn } from "./columns/columns.tsx";
import type { CellEdit } from "./edit/use-cell-edit.ts";
import { UserRow } from "./user-row.tsx";
import type { UserList } from "./use-user-list.ts";

/** Names begin at A, times at the newest, attributes where there are values: who has none stands at the front. */
const firstSort = (field: SortField): UserListSort =>
  field === "name" || field === "email" ? field : `-${field}`;

/** As many ids as one filter holds. */
const idsAtOnce = 60;

function useNames(rows: readonly UserSummary[], columns: readonly UserColumn[]): Names {
  const roleName = useRoleNames();
  const ids = new Set(rows.flatMap((person) => columns.flatMap(({ refers }) => refers?.(person) ?? [])));
  const some = usePeopleNames([...ids].slice(0, idsAtOnce));
  const more = usePeopleNames([...ids].slice(idsAtOnce, 2 * idsAtOnce));
  return { roleName, personName: (id) => some.get(id) ?? more.get(id) ?? id };
}

/** Where people's pages are. The router is asked once a table, not once a row: fifty answers take longer than the rows. */
function useHrefs({ organization, listSearch }: UserList): (id: string) => string {
  const router = useRouter();
  const stand = "{id}";
  const { href } = router.buildLocation({
    to: "/o/$org/users/$id",
    params: { org: organization, id: stand },
    search: listSearch,
  });
  return (id) => href.replace(encodeURIComponent(stand), id);
}

export function UsersTable({
  users,
  columns,
  edit,
  current,
  selection,
}: {
  users: UserList;
  columns: readonly UserColumn[];
  edit: CellEdit;
  current: string | null;
  selection: UserSelection;
}) {
  const { t } = useI18n();
  const hrefOf = useHrefs(users);
  const flashing = useFlashes(useLive().flashes);
  const { rows, sort, peek } = users;
  const names = useNames(rows, columns);
  const { ticked } = selection;
  const chosen = rows.filter(({ id }) => ticked.has(id)).length;

  const sortOf = (field: SortField): NonNullable<ColumnHeaderProps["sort"]> => {
    const direction = sort === field ? "ascending" : sort === `-${field}` ? "descending" : null;
    const turned: UserListSort = direction === "descending" ? field : `-${field}`;
    return { direction, onToggle: () => users.setSort(direction === null ? firstSort(field) : turned) };
  };

  return (
    <Table label={t("users.title")} fixed>
      <TableHead>
        <ColumnHeader className="w-12 ps-4 pe-0 sm:ps-5">
          <Checkbox
            label={t("users.selectAll")}
            isSelected={chosen > 0 && chosen === rows.length}
            isIndeterminate={chosen > 0 && chosen < rows.length}
            onChange={(on) => selection.setTicked(new Set(on ? rows.map(({ id }) => id) : []))}
          />
        </ColumnHeader>
        <ColumnHeader
          className={classNames(
            "sm:w-[40%]",
            columns.length > usualColumns.length ? "md:w-72" : "md:w-[30%]",
          )}
          sort={sortOf("name")}
        >
          {t("users.column.person")}
        </ColumnHeader>
        {columns.map(({ id, title, sort: field, end = false }, at) => (
          <ColumnHeader
            key={id}
            end={end}
            className={classNames(
              at === columns.length - 1 && "pe-4 sm:pe-6",
              columnSight(at, peek !== null),
            )}
            {...(field !== undefined && { sort: sortOf(field) })}
          >
            <bdi>{title}</bdi>
          </ColumnHeader>
        ))}
      </TableHead>
      <tbody>
        {rows.map((person) => (
          <UserRow
            key={person.id}
            person={person}
            href={hrefOf(person.id)}
            columns={columns}
            edit={edit}
            names={names}
            selected={ticked.has(person.id)}
            narrow={peek !== null}
            current={person.id === (peek?.id ?? current)}
            flash={flashing.has(person.id)}
            onSelect={(on, range) => selection.toggle(person.id, on, range)}
            onPeek={() => users.setPeek(peek?.id === person.id ? null : person.id)}
            onOpen={() => users.open(person.id)}
          />
        ))}
      </tbody>
    </Table>
  );
}
