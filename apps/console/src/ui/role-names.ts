import { listRoles, systemRoles } from "@atrium/contracts";
import { useOperation } from "../api/operation.ts";
import { useCan } from "../api/session.ts";

/** Names of roles by slug. Without the right to see roles, the system roles are still known. */
export function useRoleNames(): (slug: string) => string {
  const can = useCan();
  const { data } = useOperation(listRoles, {}, { enabled: can("roles:read") });
  const names = new Map<string, string>(
    Object.entries(systemRoles).map(([slug, { title }]) => [slug, title]),
  );
  for (const { slug, name } of data?.items ?? []) names.set(slug, name);
  return (slug) => names.get(slug) ?? slug;
}
