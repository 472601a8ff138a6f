import { listUsers } from "@atrium/contracts";
import { Avatar, classNames, Dialog, Icon, Kbd } from "@atrium/ui";
import { useNavigate } from "@tanstack/react-router";
import {
  useDeferredValue,
  useEffect,
  useId,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
} from "react";
import { useActionList } from "../actions/use-actions.ts";
import { useOperation } from "../api/operation.ts";
import { useCan } from "../api/session.ts";
import { useI18n } from "../i18n/i18n-context.tsx";
import { quoteForFilter } from "../ui/quote-for-filter.ts";
import { matchesWords } from "./matches-words.ts";

type Entry = { id: string; group: string; text: string; node: ReactNode; run: () => void };

/** Everything one may do and everybody one may find, by typing. */
export function Palette({ organization, onClose }: { organization: string; onClose: () => void }) {
  const { t } = useI18n();
  const navigate = useNavigate();
  const can = useCan();
  const [text, setText] = useState("");
  const asked = useDeferredValue(text.trim());
  const [at, setAt] = useState(0);
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);

  const groups = { here: t("palette.here"), go: t("palette.go"), general: t("palette.general") };
  const order = ["here", "go", "general"] as const;
  const actions = useActionList()
    .filter((action) => action.keyboardOnly !== true && matchesWords(action.text ?? t(action.title), asked))
    .toSorted((a, b) => order.indexOf(a.section) - order.indexOf(b.section));
  const people = useOperation(
    listUsers,
    { query: { q: quoteForFilter(asked), limit: 6, count: "none" } },
    { enabled: asked.length > 1 && can("users:read"), keepPrevious: true },
  );

  const entries: Entry[] = [
    ...actions.map((action) => ({
      id: action.id,
      group: groups[action.section],
      text: action.text ?? t(action.title),
      node: action.keys?.[0] === undefined ? null : <Kbd keys={action.keys[0]} className="text-ink3" />,
      run: action.run,
    })),
    ...(asked.length > 1 ? (people.data?.items ?? []) : []).map((person) => ({
      id: person.id,
      group: t("palette.people"),
      text: person.displayName,
      node: <span className="truncate text-small text-ink3">{person.email}</span>,
      run: () => void navigate({ to: "/o/$org/users/$id", params: { org: organization, id: person.id } }),
    })),
  ];
  const current = Math.min(at, entries.length - 1);
  useEffect(() => setAt(0), [asked]);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [current]);

  const choose = (entry: Entry | undefined) => {
    if (entry === undefined) return;
    onClose();
    // After the dialog has given the focus back, so that the action may take it.
    setTimeout(entry.run);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown") setAt(Math.min(current + 1, entries.length - 1));
    else if (event.key === "ArrowUp") setAt(Math.max(current - 1, 0));
    else if (event.key === "Enter") choose(entries[current]);
    else return;
    event.preventDefault();
  };

  return (
    <Dialog isOpen onOpenChange={onClose} label={t("palette.label")} place="top" width="wide">
      <div className="flex items-center gap-3 border-b border-line px-4">
        <Icon name="search" className="text-ink3" />
        <input
          autoFocus
          role="combobox"
          aria-expanded={entries.length > 0}
          aria-controls={listId}
          aria-label={t("palette.label")}
          aria-autocomplete="list"
          {...(entries[current] !== undefined && { "aria-activedescendant": `${listId}-${current}` })}
          value={text}
          placeholder={t("palette.placeholder")}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
          className="h-12 min-w-0 flex-1 bg-transparent text-large outline-none"
        />
        <Kbd keys="Escape" className="text-ink3" />
      </div>
      <div
        ref={list}
        id={listId}
        role="listbox"
        aria-label={t("palette.label")}
        className="max-h-[50dvh] overflow-auto p-1.5 scroll-quiet"
      >
        {entries.map((entry, index) => (
          <div key={entry.id} role="presentation">
            {entry.group !== entries[index - 1]?.group && (
              <div role="presentation" className="px-2.5 pt-2.5 pb-1 text-small font-medium text-ink3">
                {entry.group}
              </div>
            )}
            <div
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === current}
              onPointerMove={() => setAt(index)}
              onClick={() => choose(entry)}
              className={classNames(
                "flex min-h-9 cursor-default items-center gap-3 rounded-small px-2.5",
                index === current && "bg-sunk",
              )}
            >
              {entry.group === t("palette.people") && <Avatar name={entry.text} />}
              <span className="flex-1 truncate">{entry.text}</span>
              {entry.node}
            </div>
          </div>
        ))}
      </div>
      {entries.length === 0 && !people.isFetching && (
        <p role="status" className="px-4 pb-4 text-ink2">
          {t("palette.empty", { text: asked })}
        </p>
      )}
    </Dialog>
  );
}
