import { classNames, Icon } from "@atrium/ui";
import { useId, useRef, useState, type KeyboardEvent } from "react";
import { useLocale } from "react-aria-components/I18nProvider";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { isPermission, levels, type Category, type Level, type Resource } from "./catalogue.ts";
import { GridCell, Tick } from "./grid-cell.tsx";
import { moved, type GridPlace } from "./grid-moves.ts";
import { columnOf, rowsOf } from "./grid-rows.ts";
import { levelCells, levelReached, withLevel, withToggled, type Held } from "./levels.ts";
import { useWords } from "./words.ts";

type GridProps = {
  label: string;
  shown: readonly Category[];
  held: Held;
  readOnly: boolean;
  opened: ReadonlySet<string>;
  onOpened: (opened: ReadonlySet<string>) => void;
  onChange: (own: ReadonlySet<string>) => void;
};

/** Resources by level. One cell takes the focus; arrows move, Space and Enter set, with Shift they open the single actions. */
export function PermissionGrid({ label, shown, held, readOnly, opened, onOpened, onChange }: GridProps) {
  const { t } = useI18n();
  const words = useWords();
  const { direction } = useLocale();
  const [place, setPlace] = useState<GridPlace | null>(null);
  const [said, setSaid] = useState("");
  const sayId = useId();
  const grid = useRef<HTMLTableElement>(null);
  const rows = rowsOf(shown, opened);
  const first = rows[0];
  const inSight = place !== null && rows.some(({ id }) => id === place.row) ? place : null;
  const current = inSight ?? (first === undefined ? null : { row: first.id, column: 0, aim: 0 });
  const isCurrent = (row: string, column: number) => current?.row === row && current.column === column;

  const go = (to: GridPlace) => {
    setPlace(to);
    grid.current
      ?.querySelector<HTMLElement>(`[data-cell="${CSS.escape(`${to.row} ${to.column}`)}"]`)
      ?.focus();
  };
  const toggleOpen = (resource: string) => {
    const next = new Set(opened);
    if (!next.delete(resource)) next.add(resource);
    onOpened(next);
  };
  const setLevel = (resource: Resource, level: Level | "none") => {
    if (!readOnly) onChange(withLevel(resource, level, held));
  };
  const onKeyDown = (event: KeyboardEvent, resource: string, from: GridPlace, press: () => void) => {
    const key = { key: event.key, ctrl: event.ctrlKey || event.metaKey, rightToLeft: direction === "rtl" };
    const to = event.altKey || event.shiftKey ? null : moved(rows, from, key);
    if (to !== null) go(to);
    else if (event.key !== " " && event.key !== "Enter") return;
    else if (event.shiftKey) {
      toggleOpen(resource);
      go({ row: resource, column: from.row === resource ? from.column : 0, aim: from.aim });
    } else press();
    event.preventDefault();
    event.stopPropagation();
  };
  const cell = (row: string, column: number, resource: string, text: string, press: () => void) => ({
    id: `${row} ${column}`,
    label: text,
    focusable: isCurrent(row, column),
    onFocus: () => {
      if (!isCurrent(row, column) || place === null) setPlace({ row, column, aim: column });
      setSaid(text);
    },
    onPress: () => {
      go({ row, column, aim: column });
      press();
    },
    onKeyDown: (event: KeyboardEvent) =>
      onKeyDown(event, resource, { row, column, aim: place?.row === row ? place.aim : column }, press),
  });

  return (
    <>
      <div className="max-sm:overflow-x-auto">
        <table
          ref={grid}
          role="grid"
          aria-label={label}
          aria-readonly={readOnly || undefined}
          aria-describedby={sayId}
          className="w-full border-separate border-spacing-0 text-start"
        >
          <thead>
            <tr>
              <th
                scope="col"
                className="sticky top-0 z-10 border-b border-line bg-sheet py-2 text-start text-small font-medium text-ink2"
              >
                {t("roles.grid.resource")}
              </th>
              {(["none", ...levels] as const).map((level) => (
                <th
                  key={level}
                  scope="col"
                  className="sticky top-0 z-10 w-16 border-b border-line bg-sheet px-0.5 py-2 text-center text-small font-medium text-ink2 max-sm:w-12 max-sm:text-tiny"
                >
                  {t(`roles.level.${level}`)}
                </th>
              ))}
            </tr>
          </thead>
          {shown.map(({ id: category, resources }) => (
            <tbody key={category}>
              <tr>
                <th
                  scope="rowgroup"
                  colSpan={levels.length + 2}
                  className="pt-4 pb-1 text-start text-small font-medium text-ink3"
                >
                  {words.category(category)}
                </th>
              </tr>
              {resources.map((resource) => {
                const { id } = resource;
                const isOpen = opened.has(id);
                const reached = levelReached(resource, held);
                const none = t("roles.cell", { resource: words.resource(id), level: t("roles.level.none") });
                return [
                  <tr key={id} className="group/row hover:bg-sunk/60">
                    <th scope="row" className="border-b border-line py-0.5 text-start font-normal">
                      <NameButton
                        {...cell(id, 0, id, words.resource(id), () => toggleOpen(id))}
                        isOpen={isOpen}
                      />
                    </th>
                    <td role="gridcell" className="border-b border-line">
                      <GridCell
                        {...cell(id, 1, id, none, () => setLevel(resource, "none"))}
                        role="radio"
                        checked={reached === "none"}
                        disabled={readOnly}
                      >
                        <span
                          aria-hidden="true"
                          className={classNames(
                            "size-2 rounded-full",
                            reached === "none" ? "bg-ink3 shape-filled" : "border border-control-line",
                          )}
                        />
                      </GridCell>
                    </td>
                    {levelCells(resource, held).map((each, at) => (
                      <td key={each.level} role="gridcell" className="border-b border-line">
                        <GridCell
                          {...cell(id, at + 2, id, words.cell(id, each), () =>
                            setLevel(resource, each.level),
                          )}
                          role="radio"
                          checked={reached === each.level}
                          chosen={reached === each.level}
                          disabled={readOnly || each.mark === "absent"}
                        >
                          <Tick mark={each.mark} locked={each.lock !== null} />
                        </GridCell>
                      </td>
                    ))}
                  </tr>,
                  ...(isOpen ? resource.permissions : []).filter(isPermission).map((name) => {
                    const from = held.inherited.get(name) ?? [];
                    const own = held.own.has(name);
                    const lock = own ? null : held.lockOf(name);
                    const parts = [`${words.title(name)} (${name})`];
                    if (from.length > 0) parts.push(t("roles.cell.from", { roles: words.roles(from) }));
                    if (lock !== null) parts.push(words.lock(lock));
                    const text = parts.join(". ");
                    const column = columnOf(name);
                    const toggle = () => !readOnly && lock === null && onChange(withToggled(name, held));
                    return (
                      <tr key={name} className="bg-sunk/50">
                        <th scope="row" className="border-b border-line ps-7 text-start font-normal">
                          <span
                            data-cell={`${name} 0`}
                            tabIndex={isCurrent(name, 0) ? 0 : -1}
                            onFocus={cell(name, 0, id, text, toggle).onFocus}
                            onKeyDown={cell(name, 0, id, text, toggle).onKeyDown}
                            className="flex min-h-8 scroll-mt-12 scroll-mb-16 flex-wrap items-center gap-x-2 rounded-small py-1"
                          >
                            {words.title(name)}
                            {from.length > 0 && !own && (
                              <span className="text-small text-ink3">
                                {t("roles.cell.from", { roles: words.roles(from) })}
                              </span>
                            )}
                            {lock !== null && (
                              <span className="text-small text-ink3">{words.lock(lock)}</span>
                            )}
                          </span>
                        </th>
                        {["none", ...levels].map((level, at) => (
                          <td key={level} role="gridcell" className="border-b border-line">
                            {at + 1 === column && (
                              <GridCell
                                {...cell(name, column, id, text, toggle)}
                                role="checkbox"
                                checked={own || from.length > 0}
                                disabled={readOnly || lock !== null}
                              >
                                <Tick
                                  mark={own ? "own" : from.length > 0 ? "inherited" : "empty"}
                                  locked={lock !== null}
                                />
                              </GridCell>
                            )}
                          </td>
                        ))}
                      </tr>
                    );
                  }),
                ];
              })}
            </tbody>
          ))}
        </table>
      </div>
      <p id={sayId} className="sticky bottom-0 z-10 border-t border-line bg-sheet py-2 text-small text-ink2">
        {said === "" ? t("roles.grid.help") : said}
      </p>
    </>
  );
}

type NameButtonProps = {
  id: string;
  label: string;
  focusable: boolean;
  isOpen: boolean;
  onFocus: () => void;
  onPress: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
};

function NameButton({ id, label, focusable, isOpen, onFocus, onPress, onKeyDown }: NameButtonProps) {
  return (
    <button
      type="button"
      data-cell={id}
      tabIndex={focusable ? 0 : -1}
      aria-expanded={isOpen}
      onFocus={onFocus}
      onClick={onPress}
      onKeyDown={onKeyDown}
      className="flex min-h-8 w-full cursor-default scroll-mt-12 scroll-mb-16 items-center gap-1.5 rounded-small text-start pointer-coarse:min-h-11"
    >
      <Icon
        name="chevron"
        className={classNames("shrink-0 text-ink3", !isOpen && "-rotate-90 rtl:rotate-90")}
      />
      {label}
    </button>
  );
}
