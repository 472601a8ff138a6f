import type { UserSummary } from "@atrium/contracts";
import { Avatar, Cell, classNames, Row, RowCheckbox } from "@atrium/ui";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { columnSight } from "./columns/chosen-columns.ts";
import type { Names, UserColumn } from "./columns/columns.tsx";
import { mayWrite, type CellEdit } from "./edit/use-cell-edit.ts";
import { WritableCell } from "./edit/writable-cell.tsx";

export type UserRowProps = {
  person: UserSummary;
  /** The person's page, as the address of a link. */
  href: string;
  columns: readonly UserColumn[];
  edit: CellEdit;
  names: Names;
  selected: boolean;
  current: boolean;
  /** The panel beside the list shows what the row then leaves out. */
  narrow: boolean;
  flash: boolean;
  /** With `range`, from the row that was touched last to this one. */
  onSelect: (on: boolean, range: boolean) => void;
  onPeek: () => void;
  onOpen: () => void;
};

export function UserRow({ person, columns, edit, names, ...row }: UserRowProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const fields = columns.flatMap(({ writable }) => (writable === undefined ? [] : [writable]));
  return (
    <Row
      rowKey={person.id}
      selected={row.selected}
      current={row.current}
      flash={row.flash}
      onPointerRow={row.onPeek}
    >
      <Cell
        className={
          row.current
            ? "w-12 ps-4 pe-0 shadow-[inset_2px_0_0_var(--accent)] sm:ps-5 rtl:shadow-[inset_-2px_0_0_var(--accent)]"
            : "w-12 ps-4 pe-0 sm:ps-5"
        }
      >
        <RowCheckbox
          label={t("users.select", { name: person.displayName })}
          isSelected={row.selected}
          onChange={row.onSelect}
        />
      </Cell>
      <Cell header className="w-full max-w-0 sm:w-[30%]">
        <div className="flex items-center gap-2.5">
          <Avatar name={person.displayName} />
          <div className="min-w-0">
            <a
              href={row.href}
              onClick={(event) => {
                if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
                  return;
                event.preventDefault();
                row.onOpen();
              }}
              data-row-link=""
              dir="auto"
              className="block w-fit max-w-full truncate rounded-small font-semibold text-ink hover:underline focus-visible:outline-offset-0"
            >
              {person.displayName}
            </a>
            <div dir="auto" className="w-fit max-w-full truncate text-small leading-4 text-ink2">
              {person.email}
            </div>
          </div>
        </div>
      </Cell>
      {columns.map(({ id, end = false, writable, cell }, at) => (
        <Cell
          key={id}
          end={end}
          className={classNames(
            at === 0 ? "sm:truncate" : "truncate",
            end && "text-ink2",
            at === 0 && "max-sm:text-end",
            at === columns.length - 1 && "pe-4 sm:pe-6",
            columnSight(at, row.narrow),
          )}
        >
          {writable !== undefined && mayWrite(person) ? (
            <WritableCell person={person} field={writable} fields={fields} edit={edit} onClick={row.onPeek}>
              {cell(person, { i18n, ...names })}
            </WritableCell>
          ) : (
            <div className={at === 0 ? "truncate max-sm:max-w-36" : "truncate"}>
              {cell(person, { i18n, ...names })}
            </div>
          )}
        </Cell>
      ))}
    </Row>
  );
}
