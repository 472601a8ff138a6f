import type { BenchOptions } from "./options.ts";
import { withClient } from "./people.ts";
import { signIn } from "./sign-in.ts";
import { withStage, type Stage } from "./stage.ts";
import { median, percentile } from "./statistics.ts";
import { short } from "./table.ts";

/** Every field that one may ask for, of many people and of few, in every order: how long a page takes. */
const claimMs = 25;
const rounds = 5;
/** What takes this long once is not asked again. */
const hopelessMs = 500;
const sorts = ["-createdAt", "name", "email", "-lastLoginAt", "-updatedAt"] as const;

type Frequent = { often: string | null; seldom: string | null };

/** The most and the least frequent value of a column, as a filter writes it. */
async function frequent(stage: Stage, expression: string, from = "users"): Promise<Frequent> {
  return withClient(stage.databaseUrl, async (client) => {
    const { rows } = await client.query<{ value: string }>(
      `select value from (
         select ${expression} as value from ${from} where organization_id = $1 limit 200000
       ) held where value is not null group by value order by count(*) desc`,
      [stage.place.id],
    );
    return { often: rows[0]?.value ?? null, seldom: rows.at(-1)?.value ?? null };
  });
}

const quoted = (value: string): string => JSON.stringify(value);

async function filtersOf(stage: Stage): Promise<string[]> {
  const [one] = stage.place.named;
  const filters: string[] = [
    "status:active", "status:suspended", "status:pending", "-status:active", "verified:false", "verified:true",
    "created:>2026-01-01", "created:<2020-01-01", "lastLogin:none", "lastLogin:<2026-06-01", "lastSeen:<2026-06-01",
    "updated:>2026-01-01", "manager:none", "title:none", "department:none", "locale:none", "locale:xx",
    "externalId:nobody", "title:nobody", "source:nobody", "tag:nobody", "tag:none", "group:none", "role:none",
    "title:eng*", "department:s*", "email:a*",
    `firstName:${quoted(one?.first ?? "")}`, `lastName:${quoted(one?.last ?? "")}`,
    `employeeNumber:${quoted(one?.employeeNumber ?? "")}`, `employeeNumber:${(one?.employeeNumber ?? "").slice(0, 3)}*`,
    "status:active department:sales verified:true", "status:suspended title:eng* -department:sales",
  ]; // prettier-ignore
  const columns: readonly (readonly [string, string, string?])[] = [
    ["title", "title"],
    ["department", "department"],
    ["locale", "locale"],
    ["source", "source"],
    ["role", "unnest(roles)"],
    ["tag", "unnest(tags)"],
    [
      "group",
      "g.slug",
      "(select m.organization_id, g.slug from group_members m join groups g on g.id = m.group_id) g",
    ],
  ];
  for (const [field, expression, from] of columns) {
    const { often, seldom } = await frequent(stage, expression, from);
    for (const value of new Set([often, seldom]))
      if (value !== null) filters.push(`${field}:${quoted(value)}`);
  }
  return filters;
}

export async function measureFilters(
  options: BenchOptions,
  say: (text: string) => void,
): Promise<{ text: string; holds: boolean }> {
  return withStage(options, say, async (stage) => {
    const { headers } = await signIn(stage);
    const times: { asked: string; typical: number; slowest: number }[] = [];
    const all: number[] = [];
    const first: number[] = [];
    for (const q of await filtersOf(stage)) {
      for (const sort of sorts) {
        const query = new URLSearchParams({ q, sort, limit: "50" }).toString();
        const took: number[] = [];
        for (let round = 0; round < rounds; round++) {
          const since = performance.now();
          const response = await fetch(`http://127.0.0.1:${stage.ours.port}/api/v1/users?${query}`, {
            headers,
          });
          const text = await response.text();
          if (!response.ok && response.status !== 503) throw new Error(`${q}: ${response.status} ${text}`);
          took.push(performance.now() - since);
          if ((took[0] ?? 0) > hopelessMs) break;
        }
        // The first of them compiles what the others use, and counts what they are told again.
        first.push(took[0] ?? 0);
        all.push(...(took.length === 1 ? took : took.slice(1)));
        if (median(took) > claimMs) say(`${q}  ${sort}: ${short(median(took))} ms`);
        times.push({ asked: `${q}  ${sort}`, typical: median(took), slowest: Math.max(...took) });
      }
    }
    const slow = times.filter(({ typical }) => typical > claimMs).sort((a, b) => b.typical - a.typical);
    const lines = slow.map(
      ({ asked, typical, slowest }) =>
        `${asked.padEnd(56)} ${short(typical).padStart(7)} ms, slowest ${short(slowest)}`,
    );
    const p95 = (of: readonly number[]): string =>
      short(
        percentile(
          of.toSorted((a, b) => a - b),
          0.95,
        ),
      );
    return {
      text: [
        ...lines,
        `${times.length} questions, one at a time: ${slow.length} take longer than ${claimMs} ms; p95 ${p95(all)} ms, of those asked first ${p95(first)} ms.`,
      ].join("\n"),
      holds: slow.length === 0,
    };
  });
}
