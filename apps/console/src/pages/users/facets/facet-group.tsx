import { listUserFacets } from "@atrium/contracts";
import { Button, Checkbox } from "@atrium/ui";
import { useId, useState } from "react";
import { useOperation } from "../../../api/operation.ts";
import { useI18n } from "../../../i18n/i18n-context.tsx";
import { useRoleNames } from "../../../ui/role-names.ts";
import { useFilterFields } from "../use-filter-fields.ts";
import type { UserList } from "../use-user-list.ts";
import { chosenValues, toggled, withoutField, type FacetValue } from "./facet-filter.ts";

export type FacetField = "status" | "department" | "source" | "verified" | "role" | "tag";
const shownAtFirst = 7;

export const facetsQuery = (q: string) => (q === "" ? {} : { q });

/** The values of one field with how many have them. Its own choice does not narrow it, so a second can be added. */
export function FacetGroup({ field, users }: { field: FacetField; users: UserList }) {
  const { t, number } = useI18n();
  const id = useId();
  const name = useValueName(field);
  const fields = useFilterFields();
  const [all, setAll] = useState(false);
  const { data } = useOperation(
    listUserFacets,
    { query: facetsQuery(withoutField(users.q, field, fields)) },
    { keepPrevious: true },
  );
  const facet = data?.facets.find((one) => one.field === field);
  const chosen = chosenValues(users.q, field, fields);
  const isChosen = (value: FacetValue) =>
    chosen.some((one) => one?.toLowerCase() === value?.toLowerCase() && (one === null) === (value === null));
  const counted: readonly { value: FacetValue; count: number | null }[] = facet?.values ?? [];
  const known = new Set(counted.map(({ value }) => value?.toLowerCase() ?? null));
  const values = [
    ...chosen
      .filter((value) => !known.has(value?.toLowerCase() ?? null))
      .map((value) => ({ value, count: null })),
    ...counted,
  ];
  if (values.length === 0) return null;
  const shown = values.filter(({ value }, at) => all || at < shownAtFirst || isChosen(value));
  return (
    <section aria-labelledby={id} className="border-t border-line py-3 first:border-t-0 first:pt-0">
      <h3 id={id} className="pb-1 text-small font-medium text-ink2">
        {t(`lists.facet.${field}`)}
      </h3>
      <ul>
        {shown.map(({ value, count }) => (
          <li key={value ?? ""} className="flex items-center justify-between gap-2">
            <Checkbox
              className="min-w-0 flex-1 justify-start"
              isSelected={isChosen(value)}
              onChange={() => users.setFilter(toggled(users.q, field, value, fields), true)}
            >
              <span className="truncate">
                <bdi>{name(value)}</bdi>
              </span>
            </Checkbox>
            <span className="text-small text-ink2">{count === null ? t("app.none") : number(count)}</span>
          </li>
        ))}
      </ul>
      {shown.length < values.length && (
        <Button kind="quiet" size="small" className="-ms-2" onPress={() => setAll(true)}>
          {t("lists.facet.all", { count: values.length - shown.length })}
        </Button>
      )}
      {all && facet?.more === true && <p className="text-small text-ink3">{t("lists.facet.rarer")}</p>}
    </section>
  );
}

function useValueName(field: FacetField): (value: FacetValue) => string {
  const { t, find } = useI18n();
  const roleName = useRoleNames();
  return (value) => {
    if (value === null) return t("lists.facet.none");
    if (field === "role") return roleName(value);
    if (field === "verified") return t(value === "true" ? "lists.yes" : "lists.no");
    const key = field === "source" ? "lists.source" : field;
    return find(`${key}.${value}`) ?? value;
  };
}
