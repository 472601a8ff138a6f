import { listGrants, listGroups, listUserGroups } from "@atrium/contracts";
import { Combobox, type Choice } from "@atrium/ui";
import { useState } from "react";
import { useOperation } from "../../api/operation.ts";
import { useCan } from "../../api/session.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { quoteForFilter } from "../../ui/quote-for-filter.ts";
import { useGiftWords } from "./grant-notes.ts";
import { useScopeWords } from "./words.ts";

type HeldProps = { value: Choice | null; onChange: (choice: Choice | null) => void };

/** One of the grants that somebody has, those of their groups among them. */
export function GrantPicker({ subject, ...rest }: HeldProps & { subject: string | null }) {
  const { t } = useI18n();
  const can = useCan();
  const gift = useGiftWords();
  const scopeWords = useScopeWords();
  const { data } = useOperation(
    listGrants,
    { query: { subject: subject ?? "", through: "groups", limit: 100 } },
    { enabled: subject !== null && can("roles:read") },
  );
  const options = (data?.items ?? []).map((grant): Choice => {
    const through = grant.subject === subject ? null : (data?.names[grant.subject] ?? t("access.unknown"));
    const where = scopeWords(grant.scope, data?.names ?? {});
    return {
      id: grant.id,
      label: gift(grant, data?.names ?? {}),
      detail: through === null ? where : `${where} · ${t("userAccess.through", { group: through })}`,
    };
  });
  return (
    <Combobox
      {...rest}
      label={t("access.if.grant")}
      placeholder=""
      empty={t("access.if.noGrants")}
      options={options}
      autoFocus={subject !== null}
    />
  );
}

/** One of the groups that a person is in. */
export function GroupOfPicker({ person, ...rest }: HeldProps & { person: string | null }) {
  const { t } = useI18n();
  const can = useCan();
  const { data } = useOperation(
    listUserGroups,
    { params: { id: person ?? "" } },
    { enabled: person !== null && can("groups:read") },
  );
  const options = (data?.items ?? []).map(({ id, name, path }): Choice => ({
    id,
    label: name,
    detail: path.map((above) => above.name).join(" / "),
  }));
  return (
    <Combobox
      {...rest}
      label={t("access.if.group")}
      placeholder=""
      empty={t("access.if.noGroups")}
      options={options}
      autoFocus={person !== null}
    />
  );
}

/** Any group, for whoever sees groups. */
export function GroupPicker(props: HeldProps) {
  const { t } = useI18n();
  const [typed, setTyped] = useState("");
  const { data, isPlaceholderData } = useOperation(
    listGroups,
    { query: { limit: 20, count: "none", ...(typed !== "" && { q: quoteForFilter(typed) }) } },
    { keepPrevious: true },
  );
  return (
    <Combobox
      {...props}
      autoFocus
      label={t("access.if.group")}
      placeholder=""
      empty={t("access.who.none")}
      options={(data?.items ?? []).map(({ id, name, slug }) => ({ id, label: name, detail: slug }))}
      onType={(text) => setTyped(text.trim())}
      isBusy={data === undefined || isPlaceholderData}
    />
  );
}
