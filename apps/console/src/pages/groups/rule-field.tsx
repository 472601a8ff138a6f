import { listUserFacets, unfitForRules, userFilterFields } from "@atrium/contracts";
import { parseFilter, type FieldSpecs, type Filter } from "@atrium/filter";
import { classNames } from "@atrium/ui";
import { useId, useRef, useState, type KeyboardEvent } from "react";
import { useOperation } from "../../api/operation.ts";
import { useCan } from "../../api/session.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { completed, pieceAt, suggestions, type Suggestion } from "./rule-completion.ts";

const fields: FieldSpecs = Object.fromEntries(
  Object.entries(userFilterFields).filter(([name]) => !unfitForRules.includes(name)),
);

function holdsWords(filter: Filter): boolean {
  if (filter.kind === "and" || filter.kind === "or") return filter.items.some(holdsWords);
  return filter.kind === "not" ? holdsWords(filter.item) : filter.kind === "term";
}

/** What is wrong with a rule as it is written; null where it can be asked. */
export function ruleProblem(text: string, words: string): string | null {
  const parsed = parseFilter(text, fields);
  if (!parsed.ok) return parsed.errors[0]?.message ?? null;
  return holdsWords(parsed.filter) ? words : null;
}

/** A filter with fields and values offered as it is typed: arrows choose, Enter or Tab takes. */
export function RuleField({
  value,
  onChange,
  error,
  label,
}: {
  value: string;
  onChange: (text: string) => void;
  error: string | null;
  label: string;
}) {
  const { t, number } = useI18n();
  const can = useCan();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [caret, setCaret] = useState<number | null>(null);
  const [at, setAt] = useState(0);
  const piece = caret === null ? null : pieceAt(value, caret);
  const counted = piece?.field === "department" || piece?.field === "tag" || piece?.field === "title";
  const facets = useOperation(listUserFacets, { query: {} }, { enabled: counted && can("users:read") });
  const values = (facets.data?.facets.find(({ field }) => field === piece?.field)?.values ?? []).flatMap(
    ({ value: held, count }) => (held === null ? [] : [{ value: held, count }]),
  );
  const shown = piece === null ? [] : suggestions(piece, fields, values).slice(0, 12);
  const current = Math.min(at, shown.length - 1);

  const take = (one: Suggestion | undefined) => {
    if (one === undefined || piece === null) return;
    const next = completed(value, piece, one);
    onChange(next.text);
    setAt(0);
    setCaret(next.caret);
    requestAnimationFrame(() => input.current?.setSelectionRange(next.caret, next.caret));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    // What is offered belongs to where one writes, and goes when one leaves there.
    if (["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) setCaret(null);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (shown.length > 0 && step !== undefined) setAt((current + step + shown.length) % shown.length);
    else if (shown.length > 0 && (event.key === "Enter" || (event.key === "Tab" && !event.shiftKey)))
      take(shown[current]);
    else if (event.key === "Escape" && caret !== null) setCaret(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const look = () => setCaret(input.current?.selectionStart ?? null);
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-small font-medium text-ink2">
        {label}
      </label>
      <input
        id={id}
        ref={input}
        type="text"
        dir="ltr"
        value={value}
        role="combobox"
        aria-expanded={shown.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-invalid={error !== null}
        aria-describedby={`${id}-note`}
        {...(shown.length > 0 && { "aria-activedescendant": `${id}-${current}` })}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => {
          onChange(event.target.value);
          setCaret(event.target.selectionStart);
          setAt(0);
        }}
        onClick={look}
        onKeyDown={onKeyDown}
        onBlur={() => setCaret(null)}
        className={classNames(
          "min-h-9 w-full rounded-control border bg-raised px-2.5 font-mono text-small text-ink pointer-coarse:min-h-11",
          error === null ? "border-control-line" : "border-bad",
        )}
      />
      <div className="relative">
        <ul
          id={`${id}-list`}
          role="listbox"
          aria-label={t("groups.rule.suggestions")}
          hidden={shown.length === 0}
          className="absolute z-20 max-h-72 min-w-60 overflow-y-auto rounded-control border border-line bg-raised p-1 shadow-raised scroll-quiet"
        >
          {shown.map((one, index) => (
            <li
              key={one.label}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === current}
              // The field keeps the focus, so that it goes on taking what is typed.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => take(one)}
              className={classNames(
                "flex min-h-8 cursor-default items-center justify-between gap-6 rounded-small px-2.5 pointer-coarse:min-h-11",
                index === current && "bg-sunk",
              )}
            >
              <bdi>{one.label}</bdi>
              {one.detail !== null && (
                <span className="text-small text-ink3">{number(Number(one.detail))}</span>
              )}
            </li>
          ))}
        </ul>
      </div>
      <p id={`${id}-note`} className={classNames("text-small", error === null ? "text-ink3" : "text-bad")}>
        {error ?? t("groups.rule.help")}
      </p>
    </div>
  );
}
