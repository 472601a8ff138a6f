import { listGroups, listUsers } from "@atrium/contracts";
import { Combobox } from "@atrium/ui";
import { useState } from "react";
import { useOperation } from "../../api/operation.ts";
import { useCan } from "../../api/session.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { quoteForFilter } from "../../ui/quote-for-filter.ts";

export type FoundSubject = { readonly id: string; readonly name: string };

/** Finds a person or a group to hold something. */
export function SubjectFinder({
  label,
  onChoose,
}: {
  label: string;
  onChoose: (subject: FoundSubject) => void;
}) {
  const { t } = useI18n();
  const can = useCan();
  const [text, setText] = useState("");
  const asked = text.trim();
  const query = { q: quoteForFilter(asked), limit: 8, count: "none" as const };
  const options = { enabled: asked.length > 0, keepPrevious: true };
  const people = useOperation(
    listUsers,
    { query },
    { ...options, enabled: options.enabled && can("users:read") },
  );
  const groups = useOperation(
    listGroups,
    { query },
    { ...options, enabled: options.enabled && can("groups:read") },
  );
  const found =
    asked === ""
      ? []
      : [
          ...(groups.data?.items ?? []).map(({ id, name, members }) => ({
            id,
            label: name,
            detail: `${t("roles.holder.group")} · ${t("roles.people", { count: members })}`,
          })),
          ...(people.data?.items ?? []).map(({ id, displayName, email }) => ({
            id,
            label: displayName,
            detail: email,
          })),
        ];
  return (
    <Combobox
      label={label}
      placeholder={t("roles.assign.find")}
      empty={t("roles.find.nothing")}
      autoFocus
      value={null}
      onType={setText}
      isBusy={people.isFetching || groups.isFetching}
      options={found}
      onChange={(choice) => choice !== null && onChoose({ id: choice.id, name: choice.label })}
    />
  );
}
