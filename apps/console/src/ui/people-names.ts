import { listUsers } from "@atrium/contracts";
import { useOperation } from "../api/operation.ts";
import { useCan } from "../api/session.ts";

/** Names of the people whom rows name by id, asked for at once; without the right to see people, none. */
export function usePeopleNames(ids: readonly (string | null)[]): ReadonlyMap<string, string> {
  const can = useCan();
  const wanted = [...new Set(ids.filter((id) => id !== null))].toSorted();
  const { data } = useOperation(
    listUsers,
    { query: { q: `id:${wanted.join(",")}`, limit: 100, count: "none" } },
    { enabled: wanted.length > 0 && can("users:read"), keepPrevious: true },
  );
  return new Map((data?.items ?? []).map(({ id, displayName }) => [id, displayName]));
}
