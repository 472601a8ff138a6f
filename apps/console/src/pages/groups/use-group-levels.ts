import { listGroups, type Group, type Output } from "@atrium/contracts";
import { useQueries, type UseQueryOptions } from "@tanstack/react-query";
import { useState } from "react";
import { operationQuery } from "../../api/operation.ts";
import { useOrganizationSlug } from "../../api/organization-context.tsx";
import { treeRows, type Level, type TreeRow } from "./tree-rows.ts";

const pageSize = 200;
type Page = Output<typeof listGroups>;

/** The parents whose levels are to be read: the root, and every open group that is in sight. */
function parentsInSight(rows: readonly TreeRow[], root: string | null): (string | null)[] {
  return [root, ...rows.flatMap((row) => (row.kind === "group" && row.expanded ? [row.key] : []))];
}

/** The tree as far as it is open. A level is read when its group is opened, and further when more of it is asked for. */
export function useGroupLevels(root: string | null, isOpen: (group: Group) => boolean) {
  const organization = useOrganizationSlug();
  const [parents, setParents] = useState<readonly (string | null)[]>([root]);
  const [cursors, setCursors] = useState<ReadonlyMap<string | null, readonly string[]>>(new Map());
  const wanted = parents.flatMap((parent) =>
    [undefined, ...(cursors.get(parent) ?? [])].map((cursor) => ({ parent, cursor })),
  );
  const pages = useQueries({
    queries: wanted.map(({ parent, cursor }): UseQueryOptions<Page> => {
      const q = `parent:${parent ?? "none"}`;
      const query = { q, limit: pageSize, count: "exact", ...(cursor !== undefined && { cursor }) } as const;
      const { queryKey, queryFn } = operationQuery(organization, listGroups, { query });
      return { queryKey, ...(queryFn !== undefined && { queryFn }) };
    }),
  });
  const levelOf = (parent: string | null): Level | undefined => {
    const read = wanted.flatMap((one, at) => (one.parent === parent ? [pages[at]?.data] : []));
    const first = read[0];
    if (first === undefined) return undefined;
    const last = read.findLast((page) => page !== undefined);
    return {
      groups: read.flatMap((page) => page?.items ?? []),
      next: last?.next ?? null,
      total: first.total,
    };
  };
  const rows = treeRows(levelOf, isOpen, { parent: root, level: 1 });
  const sight = parentsInSight(rows, root);
  if (sight.join() !== parents.join()) setParents(sight);
  const failed = pages.find(({ error, data }) => error !== null && data === undefined);
  return {
    rows,
    level: levelOf(root),
    error: failed?.error ?? null,
    retry: () => pages.forEach((page) => void page.refetch()),
    more(parent: string | null) {
      const next = levelOf(parent)?.next;
      const known = cursors.get(parent) ?? [];
      if (next != null && !known.includes(next)) setCursors(new Map(cursors).set(parent, [...known, next]));
    },
  };
}
