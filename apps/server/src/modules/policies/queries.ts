import { defaultPolicy, formatId, type getPolicy, type Output, type PolicySettings } from "@atrium/contracts";
import { command, statement, type RawRow } from "#kernel/db/statement";
import { integer, jsonOrNull, text, textArray, textOrNull, time } from "#kernel/db/values";
import { readSettings } from "./settings.ts";

/** What the tables of other modules say of an account, as conditions for `where`. */
export type AccountFacts = {
  /** True for accounts with a second factor; `account` is an expression of the account's id. */
  readonly hasSecondFactor: (account: string) => string;
};

export type StoredPolicy = Output<typeof getPolicy>;
export const unsetPolicy: StoredPolicy = { ...defaultPolicy, version: 0, updatedAt: null, updatedBy: null };

function readPolicy(row: RawRow): StoredPolicy {
  const by = textOrNull(row, 2);
  return {
    ...readSettings(jsonOrNull(row, 0)),
    updatedAt: time(row, 1),
    updatedBy: by === null ? null : formatId("user", by),
    version: integer(row, 3),
  };
}
const columns = "settings, updated_at, updated_by, version";

/** For a reader bound to the organization, and for the system, which is not. */
export const findPolicy = statement<[string], StoredPolicy>(
  `select ${columns} from sign_in_policies where organization_id = $1`,
  readPolicy,
);

/** Writes only over the version that was seen: of two first ones at once, the second finds a row. */
export const storePolicy = statement<[string, string, string | null, number], StoredPolicy>(
  `insert into sign_in_policies as p (organization_id, settings, updated_at, updated_by, version)
   values (current_organization(), $1, $2, $3, $4::int + 1)
   on conflict (organization_id) do update set settings = excluded.settings, updated_at = excluded.updated_at,
     updated_by = excluded.updated_by, version = p.version + 1
   where p.version = $4::int returning ${columns}`,
  readPolicy,
);

/** Every organization that an account's person is active in, with what it wants. */
export const policiesOfAccount = statement<[string], { policy: PolicySettings; roles: string[] }>(
  `select p.settings, u.roles from users u left join sign_in_policies p on p.organization_id = u.organization_id
   where u.account_id = $1 and u.status = 'active'`,
  (row) => {
    const stored = jsonOrNull<unknown>(row, 0);
    return { policy: stored === null ? defaultPolicy : readSettings(stored), roles: textArray(row, 1) };
  },
);

/** The caller as a person of the organization; nothing where somebody of the platform looks in. */
export const personOf = statement<[string, string], { roles: string[] }>(
  "select roles from users where organization_id = $1 and account_id = $2 and status = 'active'",
  (row) => ({ roles: textArray(row, 0) }),
);

export const knownRoles = statement<[readonly string[]], string>(
  "select slug from roles where slug = any($1::text[])",
  (row) => text(row, 0),
);

export type Affected = { count: number; people: { id: string; displayName: string; email: string }[] };
const counted = 10_000;
export const isCapped = (count: number): boolean => count >= counted;
const shown = 10;

/** Active people of the organization for whom the condition holds: how many, and the first of them by name. */
function affectedPeople<P extends readonly (string | number | readonly string[] | null)[]>(
  condition: string,
) {
  const from = `from users u join accounts a on a.id = u.account_id
    where u.organization_id = $1 and u.status = 'active' and (${condition})`;
  return statement<[string, ...P], Affected>(
    `select (select count(*) from (select 1 ${from} limit ${counted}) c),
       coalesce((select json_agg(json_build_object('id', f.id, 'displayName', f.display_name, 'email', f.email))
         from (select u.id, u.display_name, u.email ${from} order by u.name_key, u.id limit ${shown}) f), '[]')`,
    (row) => {
      const people = jsonOrNull<Affected["people"]>(row, 1) ?? [];
      return {
        count: integer(row, 0),
        people: people.map((person) => ({ ...person, id: formatId("user", person.id) })),
      };
    },
  );
}

export const peopleWithoutFactor = ({ hasSecondFactor }: AccountFacts) =>
  affectedPeople<[roles: readonly string[] | null]>(
    `($2::text[] is null or u.roles && $2::text[]) and not (${hasSecondFactor("u.account_id")})`,
  );
export const peopleWithOldPassword = affectedPeople<[before: string]>(
  "a.password_hash is not null and a.password_changed_at < $2",
);
/** Seconds without use, at most, and at most with "keep me signed in", of which no rule makes the same as without. */
export type SessionTimes = [idle: number, absolute: number, remembered: number];
export const timesOf = ({ session }: PolicySettings): SessionTimes => {
  const absolute = session.absoluteHours * 3600;
  const remembered = session.rememberDays * 86_400;
  return [session.idleMinutes * 60, absolute, remembered === 0 ? absolute : remembered];
};
const idleEnd = "s.seen_at + make_interval(secs => $3::int)";
const end = "s.created_at + make_interval(secs => case when s.remember then $5::int else $4::int end)";

export const peopleWithEndingSession = affectedPeople<[now: string, ...SessionTimes]>(
  `exists (select 1 from sessions s where s.account_id = u.account_id and s.ended_at is null and s.expires_at > $2
     and (${idleEnd} < $2 or ${end} < $2))`,
);

/** Holds sessions that are open already to the new times; what was shorter for another reason stays. */
export const shortenSessions = command<[organization: string, now: string, ...SessionTimes]>(
  `update sessions s set idle_seconds = least(s.idle_seconds, $3::int), expires_at = least(s.expires_at, ${end})
   from users u where u.organization_id = $1 and u.status = 'active' and u.account_id = s.account_id
     and s.ended_at is null and s.expires_at > $2
     and (s.idle_seconds is null or s.idle_seconds > $3::int or s.expires_at > ${end})`,
);
