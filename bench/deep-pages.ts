import { parseId } from "@atrium/contracts";
import { sortColumns, type SortName } from "./bare-queries.ts";
import { withClient, type Place } from "./people.ts";

/** A place about half way down a list: the server's own cursor, and the position it stands for. */
export type DeepPage = { sort: string; cursor: string; key: string; id: string; behind: number };

const step = 200;
const wanted: readonly string[] = ["-createdAt", "-updatedAt", "name", "email", "-lastLoginAt"];

type Page = { items: { id: string }[]; next: string | null };

/**
 * Cursors are signed, so nobody but the server makes them: this walks there as a client would, 200 at a time. All
 * orders at once, since it only prepares what is measured.
 */
export async function findDeepPages(from: {
  base: string;
  headers: Readonly<Record<string, string>>;
  databaseUrl: string;
  place: Place;
}): Promise<DeepPage[]> {
  const half = Math.floor(from.place.people / 2 / step) * step;
  const walk = async (sort: string): Promise<DeepPage[]> => {
    let cursor: string | null = null;
    let last: string | undefined;
    for (let seen = 0; seen < half; seen += step) {
      const query = new URLSearchParams({
        limit: String(step),
        sort,
        count: "none",
        ...(cursor === null ? {} : { cursor }),
      });
      const response = await fetch(`${from.base}/api/v1/users?${query.toString()}`, {
        headers: from.headers,
      });
      if (!response.ok) throw new Error(`walking down the list: ${response.status} ${await response.text()}`);
      const page = (await response.json()) as Page;
      cursor = page.next;
      last = page.items.at(-1)?.id;
      if (cursor === null) break;
    }
    const id = last === undefined ? null : parseId("user", last);
    if (cursor === null || id === null) return [];
    return [{ sort, cursor, id, behind: half, key: await keyOf(sort, id) }];
  };
  const keyOf = (sort: string, id: string): Promise<string> =>
    withClient(from.databaseUrl, async (client) => {
      await client.query("set timezone = 'UTC'");
      const { sql } = sortColumns[sort.replace("-", "") as SortName];
      const { rows } = await client.query<{ key: string }>(
        `select (${sql})::text as key from users where organization_id = $1 and id = $2`,
        [from.place.id, id],
      );
      return rows[0]?.key ?? "";
    });
  return (await Promise.all(wanted.map(walk))).flat();
}
