import { createSelection, type UserSummary } from "@atrium/contracts";
import { useCallback, useRef, useState } from "react";
import { useCall } from "../../../api/operation.ts";

/** Whom a bulk act would reach: the rows that were ticked, or everybody whom the filter finds. */
export type Chosen = { readonly kind: "rows"; readonly ids: ReadonlySet<string> } | { readonly kind: "all" };

const nobody: Chosen = { kind: "rows", ids: new Set() };

/** What is ticked in the list. Another filter ticks nobody, since "everybody" then means others. */
export function useSelection(q: string, rows: readonly UserSummary[]) {
  const [state, setState] = useState<{ q: string; chosen: Chosen }>({ q, chosen: nobody });
  const anchor = useRef<string | null>(null);
  const chosen = state.q === q ? state.chosen : nobody;
  const setChosen = useCallback((next: Chosen) => setState({ q, chosen: next }), [q]);
  const ids = rows.map(({ id }) => id);
  const ticked: ReadonlySet<string> = chosen.kind === "all" ? new Set(ids) : chosen.ids;

  const setTicked = (next: ReadonlySet<string>) => setChosen({ kind: "rows", ids: next });
  /** With `range`, everybody between the row that was touched last and this one. */
  const toggle = (id: string, on: boolean, range: boolean) => {
    const from = anchor.current === null ? -1 : ids.indexOf(anchor.current);
    const to = ids.indexOf(id);
    const touched =
      range && from >= 0 && to >= 0 ? ids.slice(Math.min(from, to), Math.max(from, to) + 1) : [id];
    anchor.current = id;
    setTicked(
      new Set(on ? [...ticked, ...touched] : [...ticked].filter((other) => !touched.includes(other))),
    );
  };
  const page = ids.length > 0 && ids.every((id) => ticked.has(id));
  return {
    chosen,
    ticked,
    /** The whole page is ticked. */
    page,
    setTicked,
    toggle,
    selectAll: () => setChosen({ kind: "all" }),
    /** First the page, then everybody who matches. */
    widen: () => (page ? setChosen({ kind: "all" }) : setTicked(new Set([...ticked, ...ids]))),
    clear: () => setChosen(nobody),
  };
}
export type UserSelection = ReturnType<typeof useSelection>;

/** Has the server keep the exact set, which is then both what is confirmed and what is acted on. */
export function useNameSet(): (chosen: Chosen, q: string) => Promise<{ id: string; size: number }> {
  const call = useCall();
  return async (chosen, q) => {
    const { id, size } = await call(createSelection, {
      body: chosen.kind === "all" ? { q } : { ids: [...chosen.ids] },
    });
    return { id, size };
  };
}
