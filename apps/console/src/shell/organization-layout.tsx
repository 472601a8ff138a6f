import { getOrganization } from "@atrium/contracts";
import { buttonClass, EmptyState } from "@atrium/ui";
import { getRouteApi, Link, Outlet } from "@tanstack/react-router";
import { LiveProvider } from "../api/live.tsx";
import { OrganizationContext } from "../api/organization-context.tsx";
import { useOperation } from "../api/operation.ts";
import { lacksFactor } from "../api/problem.ts";
import { useSession } from "../api/session.ts";
import { useI18n } from "../i18n/i18n-context.tsx";
import { JobTray } from "../jobs/tray.tsx";
import { FactorNeeded } from "./problem-state.tsx";
import { Shell } from "./shell.tsx";

const route = getRouteApi("/o/$org");

export function OrganizationLayout() {
  const { org } = route.useParams();
  return (
    <OrganizationContext value={org}>
      <Admitted organization={org} />
    </OrganizationContext>
  );
}

/** The same answer for an organization that is not there and for one that is not ours. */
function Admitted({ organization }: { organization: string }) {
  const { t } = useI18n();
  const { data } = useSession();
  // Who holds no right at all may lack the factor that would bring them: any call tells.
  const probe = useOperation(getOrganization, {}, { enabled: data?.permissions.length === 0 });
  if (data?.organization === null) {
    return (
      <main className="min-h-dvh">
        <EmptyState
          title={t("problem.organization.title")}
          action={
            <Link to="/me" className={buttonClass({ kind: "primary" })}>
              {t("me.organizations")}
            </Link>
          }
        >
          {t("problem.organization.detail", { organization })}
        </EmptyState>
      </main>
    );
  }
  return (
    <LiveProvider organization={organization}>
      <Shell organization={organization}>
        <JobTray key={organization} organization={organization}>
          {lacksFactor(probe.error) ? <FactorNeeded /> : <Outlet />}
        </JobTray>
      </Shell>
    </LiveProvider>
  );
}
