import type { UserSummary } from "@atrium/contracts";
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { useI18n } from "../../../i18n/i18n-context.tsx";
import type { CellEdit, Writable } from "./use-cell-edit.ts";

const doubleClickMilliseconds = 220;

/** A cell that can be written in after a double click; a single one does what it does everywhere in the row. */
export function WritableCell({
  person,
  field,
  fields,
  edit,
  onClick,
  children,
}: {
  person: UserSummary;
  field: Writable;
  /** The writable columns in their order, which Tab walks. */
  fields: readonly Writable[];
  edit: CellEdit;
  onClick: () => void;
  children: ReactNode;
}) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  if (edit.place?.id === person.id && edit.place.field === field) {
    return <CellInput key={field} person={person} field={field} fields={fields} edit={edit} />;
  }
  return (
    <div
      className="-mx-1.5 cursor-text truncate rounded-small px-1.5 py-0.5 hover:shadow-[0_0_0_1px_var(--line)]"
      onClick={(event) => {
        event.stopPropagation();
        clearTimeout(timer.current);
        timer.current = setTimeout(onClick, doubleClickMilliseconds);
      }}
      onDoubleClick={() => {
        clearTimeout(timer.current);
        edit.begin({ id: person.id, field });
      }}
    >
      {children}
    </div>
  );
}

function CellInput({
  person,
  field,
  fields,
  edit,
}: {
  person: UserSummary;
  field: Writable;
  fields: readonly Writable[];
  edit: CellEdit;
}) {
  const { t } = useI18n();
  const [text, setText] = useState(person[field] ?? "");
  const input = useRef<HTMLInputElement>(null);
  const ended = useRef(false);
  useEffect(() => input.current?.select(), []);
  // The keyboard goes on from the row, which is where it came from.
  const leave = () => {
    ended.current = true;
    input.current?.closest("tr")?.querySelector<HTMLElement>("[data-row-link]")?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") {
      leave();
      edit.cancel();
    } else if (event.key === "Enter") {
      leave();
      edit.save(person, field, text, null);
    } else if (event.key === "Tab") {
      const next = fields[fields.indexOf(field) + (event.shiftKey ? -1 : 1)] ?? null;
      if (next === null) leave();
      ended.current = true;
      edit.save(person, field, text, next);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <input
      ref={input}
      autoFocus
      dir="auto"
      maxLength={150}
      aria-label={t("lists.cell.label", { field: t(`field.${field}`), name: person.displayName })}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={onKeyDown}
      onBlur={() => {
        if (!ended.current) edit.save(person, field, text, null);
      }}
      className="-mx-1.5 min-h-7 w-full rounded-small border border-control-line bg-raised px-1.5 text-ink"
    />
  );
}
