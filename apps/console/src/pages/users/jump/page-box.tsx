import { useEffect, useId, useState, type Ref } from "react";
import { useI18n } from "../../../i18n/i18n-context.tsx";
import { attributeKey } from "../columns/attribute-columns.tsx";
import { pageSize, type UserList } from "../use-user-list.ts";
import { lastPage, pageOf } from "./last-page.ts";

/** The number of the page, which is also where one writes another one. */
export function PageBox({ users, inputRef }: { users: UserList; inputRef: Ref<HTMLInputElement> }) {
  const { t, number } = useI18n();
  const id = useId();
  const shown = users.page === null ? "" : String(users.page);
  const [text, setText] = useState(shown);
  useEffect(() => setText(shown), [shown]);
  const { total = null, totalKind = "none" } = users.list.data ?? {};
  const known = totalKind === "exact" || totalKind === "estimate";
  const passedOver = users.q !== "" || attributeKey(users.sort.replace("-", "")) !== null;
  const last = lastPage(total, known, passedOver, pageSize);
  const jump = () => {
    const wanted = pageOf(text, last);
    setText(wanted === null ? shown : String(wanted));
    if (wanted !== null && wanted !== users.page) users.setPage(wanted);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        jump();
      }}
      className="flex items-center gap-2 pe-1 text-small text-ink2"
    >
      <label htmlFor={id}>{t("lists.page")}</label>
      <input
        ref={inputRef}
        id={id}
        inputMode="numeric"
        autoComplete="off"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onFocus={(event) => event.target.select()}
        onBlur={() => setText(shown)}
        className="min-h-8 w-16 rounded-control border border-control-line bg-raised px-2 text-end text-ink pointer-coarse:min-h-11"
      />
      {last !== null && <span className="max-sm:hidden">{t("lists.pageOf", { last: number(last) })}</span>}
    </form>
  );
}
