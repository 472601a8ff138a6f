import { listOrganizations } from "@atrium/contracts";
import { Combobox, type Choice } from "@atrium/ui";
import { useState } from "react";
import { useOperation } from "../../api/operation.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { quoteForFilter } from "../../ui/quote-for-filter.ts";

const shown = 20;

/** A choice among all organizations of the platform, looked up as one types. */
export function FindOrganization({
  value,
  onChange,
  except,
}: {
  value: Choice | null;
  onChange: (choice: Choice | null) => void;
  except?: string;
}) {
  const { t } = useI18n();
  const [typed, setTyped] = useState("");
  const list = useOperation(
    listOrganizations,
    { query: { limit: shown, count: "none", ...(typed !== "" && { q: quoteForFilter(typed) }) } },
    { keepPrevious: true },
  );
  const options = (list.data?.items ?? [])
    .filter(({ id, status }) => id !== except && (status === "active" || status === "suspended"))
    .map(({ id, name, slug }) => ({ id, label: name, detail: slug }));
  return (
    <Combobox
      label={t("organizations.parent")}
      value={value}
      onChange={onChange}
      options={options}
      onType={(text) => setTyped(text.trim())}
      placeholder={t("organizations.top")}
      empty={t("organizations.parentNone")}
    />
  );
}
