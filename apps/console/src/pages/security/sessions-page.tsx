import { Tabs } from "@atrium/ui";
import { getRouteApi } from "@tanstack/react-router";
import { useCan, useSession } from "../../api/session.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { NoPermission } from "../../shell/problem-state.tsx";
import { AttemptsList } from "./attempts-list.tsx";
import { SignedInPeople } from "./signed-in-people.tsx";

const route = getRouteApi("/o/$org/security/sessions");

/** Who is in, from where, and who tried. */
export function SessionsPage() {
  const { t } = useI18n();
  const { org } = route.useParams();
  const { tab = "people" } = route.useSearch();
  const navigate = route.useNavigate();
  const can = useCan();
  const organization = useSession().data?.organization?.name ?? org;
  const tabs = [
    ...(can("sessions:read") ? [{ id: "people", label: t("sessionsPage.people") }] : []),
    ...(can("security:read") ? [{ id: "attempts", label: t("sessionsPage.attempts") }] : []),
  ];
  const shown = tabs.find(({ id }) => id === tab) ?? tabs[0];
  return (
    <>
      <PageHeader
        crumbs={[t("nav.security")]}
        title={t("sessionsPage.title")}
        summary={t("sessionsPage.summary", { organization })}
      />
      {shown === undefined ? (
        <NoPermission permission="sessions:read" />
      ) : (
        <Tabs
          label={t("user.tabs")}
          tabs={tabs}
          selected={shown.id}
          onSelect={(id) => void navigate({ search: id === "attempts" ? { tab: id } : {} })}
        >
          {shown.id === "attempts" ? (
            <AttemptsList organization={org} />
          ) : (
            <SignedInPeople organization={org} />
          )}
        </Tabs>
      )}
    </>
  );
}
