import { command, statement } from "#kernel/db/statement";
import { flag, integer, text, textArray, textOrNull, time } from "#kernel/db/values";
import type { Tries, Traffic } from "./detect-attack.ts";
import type { History } from "./detect-sign-in.ts";

// Attempts are looked at over all organizations, as the system: an attacker does not stop at a border.

export type FreshAttempt = {
  id: string;
  at: string;
  organizationId: string | null;
  accountId: string | null;
  outcome: string;
  ip: string | null;
  deviceId: string | null;
  agent: string | null;
  country: string | null;
};

export const takeUnjudged = statement<[number], FreshAttempt>(
  `select id, at, organization_id, account_id, outcome, ip, device_id, agent, country from login_attempts
   where not judged order by id limit $1::int for update skip locked`,
  (row) => ({
    id: text(row, 0),
    at: time(row, 1),
    organizationId: textOrNull(row, 2),
    accountId: textOrNull(row, 3),
    outcome: text(row, 4),
    ip: textOrNull(row, 5),
    deviceId: textOrNull(row, 6),
    agent: textOrNull(row, 7),
    country: textOrNull(row, 8),
  }),
);

export const noteJudged = command<[readonly string[], string]>(
  `update login_attempts a set judged = true, unusual = coalesce(u.reasons, '{}')
   from unnest($1::uuid[]) as i (id) left join (
     select key::uuid as id, array(select jsonb_array_elements_text(value)) as reasons from jsonb_each($2::jsonb)
   ) u using (id) where a.id = i.id`,
);

/** What came before each of these sign-ins: the hundred latest of the account, and the failed tries of the last hour. */
export const historiesOf = statement<[readonly string[]], History & { id: string }>(
  `select a.id, h.earlier, h.devices, h.knows_address, h.countries, h.hours, f.failures
   from login_attempts a cross join lateral (
     select count(*) as earlier, coalesce(bool_or(device_id is not null), false) as devices,
       coalesce(bool_or(ip = a.ip), false) as knows_address,
       coalesce(array_agg(distinct country) filter (where country is not null), '{}') as countries,
       coalesce(array_agg(distinct extract(hour from at)::int::text), '{}') as hours
     from (select device_id, ip, country, at from login_attempts e
       where e.account_id = a.account_id and e.outcome = 'ok' and e.id < a.id order by e.id desc limit 100) before
   ) h cross join lateral (
     select count(*) as failures from (select 1 from login_attempts e
       where e.account_id = a.account_id and e.outcome <> 'ok' and e.id < a.id
         and e.id >= uuid_floor(a.at - interval '1 hour') order by e.id desc limit 200) failed
   ) f where a.id = any($1::uuid[])`,
  (row) => ({
    id: text(row, 0),
    earlier: integer(row, 1),
    devices: flag(row, 2),
    knowsAddress: flag(row, 3),
    countries: textArray(row, 4),
    hours: textArray(row, 5).map(Number),
    failures: integer(row, 6),
  }),
);

/** Failed tries of an hour on each of these accounts. */
export const triesOn = statement<[readonly string[], string], Tries & { accountId: string }>(
  `select account_id, count(*), coalesce(array_agg(distinct ip) filter (where ip is not null), '{}')
   from login_attempts where account_id = any($1::uuid[]) and id >= uuid_floor($2) and outcome <> 'ok'
   group by account_id`,
  (row) => ({ accountId: text(row, 0), failures: integer(row, 1), addresses: textArray(row, 2) }),
);

/** An IPv6 network belongs to one customer, who has a new address of it for every try. */
const network = `case when ip like '%:%' and ip !~ '[.%]' then network(set_masklen(ip::inet, 64))::text else ip end`;

/** Per address and organization what was tried since then; addresses that tried hardly anybody are left out. */
export const trafficSince = statement<[string, number], Traffic & { organizationId: string | null }>(
  `with recent as materialized (
     select ${network} as ip, email, organization_id, outcome from login_attempts
     where id >= uuid_floor($1) and ip is not null order by id desc limit $2::int
   ) select ip, organization_id, count(distinct email) filter (where outcome <> 'ok'),
       count(*) filter (where outcome <> 'ok'), count(*) filter (where outcome = 'ok')
     from recent where ip in (
       select ip from recent where outcome <> 'ok' group by ip having count(distinct email) >= 3)
     group by ip, organization_id`,
  (row) => ({
    ip: text(row, 0),
    organizationId: textOrNull(row, 1),
    people: integer(row, 2),
    failures: integer(row, 3),
    successes: integer(row, 4),
  }),
);
