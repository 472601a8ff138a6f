import { getOrganization } from "@atrium/contracts";
import { useOperation } from "../api/operation.ts";
import { useCan } from "../api/session.ts";
import { areas, type Area } from "./areas.ts";

/** The areas that the person may see. Organizations are there for the platform, and for whoever may have some below. */
export function useAreas(): readonly Area[] {
  const can = useCan();
  const mayLook = can("suborganizations:read") && can("organizations:read") && !can("organizations:list");
  const own = useOperation(getOrganization, {}, { enabled: mayLook });
  const hasBelow = own.data !== undefined && own.data.limits.organizations !== 0;
  return areas.filter(
    ({ id, permission }) => permission === null || can(permission) || (id === "organizations" && hasBelow),
  );
}
