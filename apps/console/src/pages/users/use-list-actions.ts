import { useState, type RefObject } from "react";
import type { Action } from "../../actions/registry.ts";
import { useActions } from "../../actions/use-actions.ts";
import type { UserSelection } from "./bulk/use-selection.ts";
import type { UserList } from "./use-user-list.ts";
import { userViews } from "./views.ts";

/** The keys of the list; returns the row where the keyboard stands. */
export function useListActions({
  users,
  selection,
  filter,
  table,
  pageBox,
  onColumns,
  onCell,
  onExport,
}: {
  users: UserList;
  selection: UserSelection;
  filter: RefObject<HTMLInputElement | null>;
  table: RefObject<HTMLDivElement | null>;
  pageBox: RefObject<HTMLInputElement | null>;
  onColumns: () => void;
  /** Begins to write in a person's row. */
  onCell: (id: string) => void;
  onExport?: () => void;
}): string | null {
  const [stood, setStood] = useState<string | null>(null);
  const { rows, peek } = users;
  const at = rows.findIndex(({ id }) => id === (peek?.id ?? stood));
  const here = rows[at]?.id ?? null;

  const move = (step: number) => {
    const next = rows[at < 0 ? 0 : Math.min(Math.max(at + step, 0), rows.length - 1)];
    if (next === undefined) return;
    setStood(next.id);
    if (peek !== null) users.setPeek(next.id);
    table.current?.querySelector<HTMLElement>(`[data-row="${next.id}"] [data-row-link]`)?.focus();
  };
  const withHere = (act: (id: string) => void) => () => {
    if (here !== null) act(here);
  };
  // In stages: the filter box, the panel, the selection, the filter.
  const backOut = () => {
    if (document.activeElement === filter.current) filter.current?.blur();
    else if (peek !== null) users.setPeek(null);
    else if (users.facets) users.setFacets(false);
    else if (selection.ticked.size > 0) selection.clear();
    else if (users.q !== "") users.setFilter("", true);
  };
  const toggle = (range: boolean) => (id: string) =>
    selection.toggle(id, !selection.ticked.has(id) || range, range);

  const moves: Action[] = [
    { id: "list.next", title: "action.next", section: "here", keys: ["j", "arrowdown"], run: () => move(1) },
    {
      id: "list.previous",
      title: "action.previous",
      section: "here",
      keys: ["k", "arrowup"],
      run: () => move(-1),
    },
    { id: "list.select", title: "action.select", section: "here", keys: ["x"], run: withHere(toggle(false)) },
    {
      id: "list.selectTo",
      title: "action.selectTo",
      section: "here",
      keys: ["v"],
      run: withHere(toggle(true)),
    },
    {
      id: "list.selectAll",
      title: "action.selectPage",
      section: "here",
      keys: ["mod+a"],
      run: selection.widen,
    },
    { id: "list.open", title: "action.open", section: "here", keys: ["enter"], run: withHere(users.open) },
    {
      id: "list.peek",
      title: "action.peek",
      section: "here",
      keys: [" "],
      run: withHere((id) => users.setPeek(peek?.id === id ? null : id)),
    },
    {
      id: "list.edit",
      title: "action.edit",
      section: "here",
      keys: ["e"],
      run: withHere((id) => users.open(id, true)),
    },
    {
      id: "list.cell",
      title: "lists.cell.edit",
      section: "here",
      keys: ["f2"],
      run: withHere(onCell),
    },
    { id: "list.back", title: "action.back", section: "here", keys: ["escape"], run: backOut },
  ];
  useActions([
    {
      id: "list.filter",
      title: "action.filter",
      section: "here",
      keys: ["/"],
      run: () => filter.current?.focus(),
    },
    {
      id: "list.facets",
      title: users.facets ? "lists.facets.hide" : "lists.facets.show",
      section: "here",
      keys: ["f"],
      run: () => users.setFacets(!users.facets),
    },
    { id: "list.columns", title: "lists.columns.title", section: "here", keys: ["l"], run: onColumns },
    {
      id: "list.page",
      title: "lists.goToPage",
      section: "here",
      keys: ["p"],
      run: () => pageBox.current?.focus(),
    },
    ...(onExport === undefined
      ? []
      : [
          {
            id: "list.export",
            title: "action.exportPeople" as const,
            section: "here" as const,
            run: onExport,
          },
        ]),
    ...moves.map((action) => ({ ...action, keyboardOnly: true })),
    ...userViews.map((view, index) => ({
      id: `view.${view.id}`,
      title: view.title,
      section: "here" as const,
      keys: [String(index + 1)],
      run: () => users.openTab(view.q),
    })),
  ]);
  return here;
}
