import { listRoles, type DetailedRole } from "@atrium/contracts";
import { Combobox } from "@atrium/ui";
import { useState } from "react";
import { useOperation } from "../../api/operation.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { quoteForFilter } from "../../ui/quote-for-filter.ts";

export type FoundRole = DetailedRole & { readonly assignable: boolean };

/** Finds one role. Those that cannot be chosen are shown with the reason. */
export function RoleFinder({
  label,
  without = [],
  refusedFor,
  onChoose,
}: {
  label: string;
  without?: readonly string[];
  refusedFor: (role: FoundRole) => string | null;
  onChoose: (role: FoundRole) => void;
}) {
  const { t } = useI18n();
  const [text, setText] = useState("");
  const asked = text.trim();
  const query = { with: "details" as const, limit: 30, sort: "slug" as const };
  const roles = useOperation(
    listRoles,
    { query: { ...query, ...(asked !== "" && { q: quoteForFilter(asked) }) } },
    { keepPrevious: true },
  );
  const shown = (roles.data?.items ?? []).filter(({ slug }) => !without.includes(slug));
  return (
    <Combobox
      label={label}
      placeholder={t("roles.find")}
      empty={t("roles.find.nothing")}
      value={null}
      onType={setText}
      isBusy={roles.isFetching}
      options={shown.map((role) => {
        const refused = refusedFor(role);
        return { id: role.slug, label: role.name, detail: refused ?? role.slug, disabled: refused !== null };
      })}
      onChange={(choice) => {
        const chosen = shown.find((role) => role.slug === choice?.id);
        if (chosen !== undefined) onChoose(chosen);
      }}
    />
  );
}
