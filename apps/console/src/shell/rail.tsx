import { organizationOverview } from "@atrium/contracts";
import { classNames } from "@atrium/ui";
import { Link } from "@tanstack/react-router";
import { useOperation } from "../api/operation.ts";
import { useCan } from "../api/session.ts";
import { useI18n } from "../i18n/i18n-context.tsx";
import type { Area } from "./areas.ts";
import { livingPeople } from "./living-people.ts";
import { OrganizationSwitcher } from "./organization-switcher.tsx";
import { PersonMenu } from "./person-menu.tsx";
import { SearchButton } from "./search-button.tsx";
import { useAreas } from "./use-areas.ts";

export function Rail({ organization, open }: { organization: string; open: boolean }) {
  const { t, number } = useI18n();
  const can = useCan();
  const overview = useOperation(organizationOverview, {}, { enabled: can("metrics:read") });
  const counts: Record<string, number | null | undefined> = {
    users: overview.data === undefined ? undefined : livingPeople(overview.data.usersByStatus),
    organizations: overview.data?.organizations,
  };
  const visible = useAreas();

  return (
    <section
      aria-label={t("app.menu")}
      className={classNames(
        "flex w-full shrink-0 flex-col gap-3 px-3.5 pb-3 md:flex md:h-full md:w-rail md:py-3.5",
        open ? "max-md:flex" : "max-md:hidden",
      )}
    >
      <div className="max-md:hidden">
        <OrganizationSwitcher organization={organization} />
      </div>
      <div className="max-md:hidden">
        <SearchButton />
      </div>
      <nav aria-label={t("nav.label")} className="min-h-0 flex-1 overflow-y-auto scroll-quiet">
        <ul className="flex flex-col">
          {visible.map((area, at) => (
            <li key={area.id}>
              {area.group !== null && area.group !== visible[at - 1]?.group && (
                <p className="px-2 pt-4 pb-1.5 text-small font-medium text-ink3">{t(area.group)}</p>
              )}
              <AreaLink area={area} organization={organization} count={counts[area.id]} format={number} />
            </li>
          ))}
        </ul>
      </nav>
      <PersonMenu />
    </section>
  );
}

function AreaLink({
  area,
  organization,
  count,
  format,
}: {
  area: Area;
  organization: string;
  count: number | null | undefined;
  format: (value: number) => string;
}) {
  const { t } = useI18n();
  return (
    <Link
      to={area.to}
      params={{ org: organization }}
      activeOptions={{ exact: false, includeSearch: false }}
      className="flex min-h-7.5 items-center justify-between rounded-control border border-transparent px-2 text-ink2 hover:text-ink pointer-coarse:min-h-11 aria-[current=page]:border-line aria-[current=page]:bg-raised aria-[current=page]:font-semibold aria-[current=page]:text-ink aria-[current=page]:shadow-[inset_2px_0_0_var(--accent)] rtl:aria-[current=page]:shadow-[inset_-2px_0_0_var(--accent)]"
    >
      {t(area.title)}
      {count !== undefined && count !== null && (
        <span className="text-small font-normal text-ink2">{format(count)}</span>
      )}
    </Link>
  );
}
