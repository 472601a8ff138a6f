import { getRouteApi, Outlet } from "@tanstack/react-router";
import { OrganizationContext } from "../api/organization-context.tsx";
import { LiveProvider } from "../api/live.tsx";
import { Shell } from "./shell.tsx";

const route = getRouteApi("/o/$org");

export function OrganizationLayout() {
  const { org } = route.useParams();
  return (
    <OrganizationContext value={org}>
      <LiveProvider organization={org}>
        <Shell organization={org}>
          <Outlet />
        </Shell>
      </LiveProvider>
    </OrganizationContext>
  );
}
