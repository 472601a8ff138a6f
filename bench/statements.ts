import { withClient } from "./people.ts";

export type StatementCost = { text: string; calls: number; milliseconds: number };

/** Begins to count anew, which statement takes how long. */
export async function forgetStatements(url: string): Promise<void> {
  await withClient(url, async (client) => {
    await client.query("create extension if not exists pg_stat_statements");
    await client.query("select pg_stat_statements_reset()");
  });
}

export async function statementCosts(url: string): Promise<StatementCost[]> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ query: string; calls: string; time: number }>(
      `select query, calls, total_exec_time + total_plan_time as time from pg_stat_statements
       where dbid = (select oid from pg_database where datname = current_database()) order by time desc limit 15`,
    );
    return rows.map(({ query, calls, time }) => ({
      text: query.replaceAll(/\s+/g, " ").slice(0, 110),
      calls: Number(calls),
      milliseconds: time,
    }));
  });
}
