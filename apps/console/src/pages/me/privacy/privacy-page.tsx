import { buttonClass, EmptyState, Select } from "@atrium/ui";
import { getRouteApi, Link } from "@tanstack/react-router";
import { OrganizationContext } from "../../../api/organization-context.tsx";
import { useSession } from "../../../api/session.ts";
import { useI18n } from "../../../i18n/i18n-context.tsx";
import { MeHeader } from "../me-header.tsx";
import { MyConsents } from "./my-consents.tsx";
import { MyData } from "./my-data.tsx";

const route = getRouteApi("/me/privacy");

/** What an organization keeps about oneself and what one agreed to there: each organization keeps its own. */
export function PrivacyPage() {
  const { t } = useI18n();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { data } = useSession();
  if (data === undefined) return null;
  const places = data.memberships;
  const place = places.find(({ slug }) => slug === (search.in ?? data.organization?.slug)) ?? places[0];
  return (
    <>
      <MeHeader title={t("me.privacy")}>{t("me.privacySummary")}</MeHeader>
      {place === undefined ? (
        <EmptyState
          title={t("me.privacyNone")}
          action={
            <Link to="/me" className={buttonClass()}>
              {t("me.title")}
            </Link>
          }
        />
      ) : (
        <OrganizationContext key={place.slug} value={place.slug}>
          {places.length > 1 && (
            <Select
              className="max-w-80 pb-6"
              label={t("me.privacyWhere")}
              placeholder={t("me.privacyWhere")}
              value={place.slug}
              onChange={(slug) => void navigate({ search: { in: slug }, replace: true })}
              options={places.map(({ slug, name }) => ({ id: slug, label: name }))}
            />
          )}
          <MyConsents organization={place.name} />
          <MyData organization={place.name} />
        </OrganizationContext>
      )}
    </>
  );
}
