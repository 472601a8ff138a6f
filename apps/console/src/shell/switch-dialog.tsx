import { listOrganizations, listOrganizationsBelow } from "@atrium/contracts";
import { Avatar, classNames, Dialog, Icon, Kbd } from "@atrium/ui";
import { useNavigate } from "@tanstack/react-router";
import { useDeferredValue, useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { useOperation } from "../api/operation.ts";
import { useCan, useSession } from "../api/session.ts";
import { useI18n } from "../i18n/i18n-context.tsx";
import { quoteForFilter } from "../ui/quote-for-filter.ts";
import { placesAsTree, type Place } from "./places-as-tree.ts";

const most = 50;

/** Every organization that one may go to, as a tree, found by typing. */
export function SwitchDialog({ organization, onClose }: { organization: string; onClose: () => void }) {
  const { t } = useI18n();
  const navigate = useNavigate();
  const can = useCan();
  const { data: session } = useSession();
  const [text, setText] = useState("");
  const words = useDeferredValue(text.trim());
  const [at, setAt] = useState(0);
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const q = `status:active,suspended ${quoteForFilter(words)}`.trim();
  const query = { limit: most, count: "none" as const, q };
  const all = can("organizations:list");
  const everywhere = useOperation(listOrganizations, { query }, { enabled: all, keepPrevious: true });
  const below = useOperation(
    listOrganizationsBelow,
    { query },
    { enabled: !all && can("suborganizations:manage"), keepPrevious: true },
  );
  const found = (all ? everywhere : below).data;
  const memberships = session?.memberships ?? [];
  const places = placesAsTree({ memberships, found: found?.items ?? [], words });
  const current = Math.min(at, places.length - 1);
  useEffect(() => setAt(0), [words]);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [current]);

  const choose = (place: Place | undefined) => {
    if (place === undefined) return;
    onClose();
    void navigate({ to: "/o/$org/home", params: { org: place.slug } });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown") setAt(Math.min(current + 1, places.length - 1));
    else if (event.key === "ArrowUp") setAt(Math.max(current - 1, 0));
    else if (event.key === "Enter") choose(places[current]);
    else return;
    event.preventDefault();
  };

  return (
    <Dialog isOpen onOpenChange={onClose} label={t("nav.switch")} place="top">
      <div className="flex items-center gap-3 border-b border-line px-4">
        <Icon name="search" className="text-ink3" />
        <input
          autoFocus
          role="combobox"
          aria-expanded={places.length > 0}
          aria-controls={listId}
          aria-label={t("switcher.find")}
          aria-autocomplete="list"
          {...(places[current] !== undefined && { "aria-activedescendant": `${listId}-${current}` })}
          value={text}
          placeholder={t("switcher.find")}
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
        aria-label={t("nav.switch")}
        className="max-h-[50dvh] overflow-auto p-1.5 scroll-quiet"
      >
        {places.map((place, index) => (
          <div
            key={place.id}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === current}
            {...(place.slug === organization && { "aria-current": true })}
            onPointerMove={() => setAt(index)}
            onClick={() => choose(place)}
            style={{ paddingInlineStart: `${0.625 + Math.min(place.depth, 6) * 1.25}rem` }}
            className={classNames(
              "flex min-h-9 cursor-default items-center gap-3 rounded-small pe-2.5 pointer-coarse:min-h-11",
              index === current && "bg-sunk",
            )}
          >
            <Avatar name={place.name} />
            <span className="min-w-0 flex-1 truncate">
              <bdi>{place.name}</bdi>
            </span>
            <span className="truncate font-mono text-tiny text-ink3">{place.detail}</span>
            {place.slug === organization && <Icon name="check" className="text-accent" />}
          </div>
        ))}
      </div>
      {places.length === 0 && (
        <p role="status" className="px-4 pb-4 text-ink2">
          {t("switcher.none")}
        </p>
      )}
      {found?.next != null && <p className="px-4 pb-3 text-small text-ink3">{t("switcher.more")}</p>}
    </Dialog>
  );
}
