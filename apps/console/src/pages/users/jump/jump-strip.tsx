import { classNames } from "@atrium/ui";
import { useEffect, useState } from "react";
import { useI18n } from "../../../i18n/i18n-context.tsx";
import { attributeKey } from "../columns/attribute-columns.tsx";
import type { UserList } from "../use-user-list.ts";

/** Letters where the list is sorted by name or address, a day where it is sorted by a time, nothing by an attribute. */
export function JumpStrip({ users }: { users: UserList }) {
  const { list, sort, from } = users;
  // A list of one page is all in sight.
  const short = (list.data?.next ?? null) === null && (list.data?.previous ?? null) === null;
  if (list.data === undefined || (short && from === null) || attributeKey(sort.replace("-", "")) !== null) {
    return null;
  }
  const byText = /^-?(?:name|email)$/.test(sort);
  return (
    <div className="flex min-h-10 shrink-0 items-center overflow-x-auto border-t border-line px-4 sm:px-6 scroll-quiet">
      {byText ? <Letters users={users} /> : <Day users={users} />}
    </div>
  );
}

function Letters({ users }: { users: UserList }) {
  const { t } = useI18n();
  const letters = t("lists.letters").split(" ");
  return (
    <ul aria-label={t("lists.jumpToLetter")} className="flex md:mx-auto md:flex-wrap md:justify-center">
      {(users.sort.startsWith("-") ? letters.toReversed() : letters).map((letter) => (
        <li key={letter}>
          <button
            type="button"
            aria-label={t("lists.fromLetter", { letter })}
            aria-current={users.from === letter ? "true" : undefined}
            onClick={() => users.setFrom(users.from === letter ? "" : letter)}
            className={classNames(
              "flex size-7 cursor-default items-center justify-center rounded-small text-small text-ink2 hover:bg-sunk hover:text-ink pointer-coarse:size-11",
              users.from === letter && "bg-wash font-semibold text-ink",
            )}
          >
            {letter}
          </button>
        </li>
      ))}
    </ul>
  );
}

function Day({ users }: { users: UserList }) {
  const { t } = useI18n();
  const shown = users.from ?? "";
  const [day, setDay] = useState(shown);
  useEffect(() => setDay(shown), [shown]);
  return (
    <label className="flex items-center gap-2 text-small text-ink2">
      {t("lists.fromDay")}
      <input
        type="date"
        value={day}
        onChange={({ target }) => {
          setDay(target.value);
          // Years are written digit by digit: 0202 is on the way to 2026.
          if (target.value === "" || target.value > "1900") users.setFrom(target.value);
        }}
        className="min-h-8 rounded-control border border-control-line bg-raised px-2 text-ink pointer-coarse:min-h-11"
      />
    </label>
  );
}
