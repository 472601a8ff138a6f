import { listUserFacets } from "@atrium/contracts";
import { IconButton } from "@atrium/ui";
import { useOperation } from "../../../api/operation.ts";
import { useI18n } from "../../../i18n/i18n-context.tsx";
import { Loaded } from "../../../ui/loaded.tsx";
import { Moment } from "../../../ui/moment.tsx";
import type { UserList } from "../use-user-list.ts";
import { FacetGroup, facetsQuery, type FacetField } from "./facet-group.tsx";

const fields: readonly FacetField[] = ["status", "department", "role", "tag", "verified", "source"];

/** What those who are found have in common, with numbers; a press narrows the list. Only there when asked for. */
export function FacetsPanel({ users }: { users: UserList }) {
  const { t } = useI18n();
  const counted = useOperation(listUserFacets, { query: facetsQuery(users.q) }, { keepPrevious: true });
  return (
    <aside
      aria-label={t("lists.facets")}
      className="flex w-60 max-w-full shrink-0 flex-col gap-3 overflow-y-auto border-e border-line bg-sheet px-4 py-4 scroll-quiet max-lg:absolute max-lg:inset-y-0 max-lg:start-0 max-lg:z-20 max-lg:shadow-raised sm:ps-6"
    >
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <h2 className="font-serif text-title font-medium">{t("lists.facets")}</h2>
          {counted.data !== undefined && (
            <p className="text-small text-ink3">
              {t("lists.facets.asOf")} <Moment iso={counted.data.asOf} none="" />
            </p>
          )}
        </div>
        <IconButton
          icon="close"
          label={t("app.close")}
          className="-me-2 -mt-0.5"
          onPress={() => users.setFacets(false)}
        />
      </div>
      <Loaded query={counted} permission="users:read">
        {() => (
          <div>
            {fields.map((field) => (
              <FacetGroup key={field} field={field} users={users} />
            ))}
          </div>
        )}
      </Loaded>
    </aside>
  );
}
