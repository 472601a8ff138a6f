import { withClient } from "./people.ts";
import type { Stage } from "./stage.ts";

export type Addresses = { known: string[]; unknown: string[] };

/** Gives people an account for as long as `work` takes; the unknown addresses look the same and belong to nobody. */
export async function withAccounts<T>(
  { databaseUrl, place, owner }: Pick<Stage, "databaseUrl" | "place" | "owner">,
  count: number,
  work: (addresses: Addresses) => Promise<T>,
): Promise<T> {
  // The counters of failed tries outlive a run, so every run has addresses of its own.
  const run = Date.now().toString(36);
  const addresses = (kind: number): string[] =>
    Array.from({ length: count }, (_, n) => `${run}-${String(2 * n + kind).padStart(5, "0")}@timing.example`);
  const [known, unknown] = [addresses(0), addresses(1)];
  await withClient(databaseUrl, async (client) => {
    // The owner's hash stands for theirs: it costs the same to check, and nobody signs in with it.
    const { rowCount } = await client.query(
      `with person as (
         select id, row_number() over () as n from users
         where organization_id = $1 and account_id is null and status = 'active' limit $2
       ), made as (
         select id, ($3::text[])[n] as email, gen_random_uuid() as account from person
       ), account as (
         insert into accounts (id, password_hash, password_changed_at, created_at, updated_at)
         select made.account, own.password_hash, now(), now(), now() from made, (
           select a.password_hash from accounts a join account_emails e on e.account_id = a.id where e.email = $4
         ) own
       ), named as (
         insert into account_emails (account_id, email, is_primary, verified_at, created_at)
         select account, email, true, now(), now() from made
       )
       update users set account_id = made.account from made
       where users.organization_id = $1 and users.id = made.id`,
      [place.id, count, known, owner.email],
    );
    if (rowCount !== count) throw new Error(`there are not ${count} active people without an account`);
  });
  try {
    return await work({ known, unknown });
  } finally {
    await withClient(databaseUrl, async (client) => {
      const mine = "select account_id from account_emails where email like $1 || '-%@timing.example'";
      await client.query(`update users set account_id = null where account_id in (${mine})`, [run]);
      await client.query(`delete from accounts where id in (${mine})`, [run]);
    });
  }
}
