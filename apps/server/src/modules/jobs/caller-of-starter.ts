import { noPermissions } from "#kernel/permission-set";
import { anonymous, type Caller } from "#kernel/caller";
import type { Clock } from "#kernel/clock";
import type { Reader } from "#kernel/db/reader";
import { statement } from "#kernel/db/statement";
import { flag, text, textOrNull } from "#kernel/db/values";
import type { CallerOfStarter } from "#kernel/jobs/starter";
import { insideOf, type Access } from "#modules/access";

type StarterNow = {
  organizationId: string;
  accountId: string | null;
  name: string;
  works: boolean;
  active: boolean;
};

/** A person of the organization, or of the platform's, who may be looking into it; locked accounts do nothing. */
const findStarter = statement<[person: string, place: string, platform: string | null], StarterNow>(
  `select u.organization_id, u.account_id, u.display_name,
     u.status = 'active' and a.status is distinct from 'locked', o.status = 'active'
   from users u join organizations o on o.id = $2::uuid left join accounts a on a.id = u.account_id
   where u.id = $1 and u.organization_id in ($2::uuid, $3::uuid)`,
  (row) => ({
    organizationId: text(row, 0),
    accountId: textOrNull(row, 1),
    name: text(row, 2),
    works: flag(row, 3),
    active: flag(row, 4),
  }),
);

/** Who started a job, with what they may do now: what they lost since they lost for the job too. */
export function createCallerOfStarter(deps: {
  system: Reader;
  access: Access;
  clock: Clock;
  platformId: () => string | null;
  callerOfKey: (id: string, organizationId: string) => Promise<Caller | null>;
}): CallerOfStarter {
  const { system, access } = deps;
  return async (organizationId, starter) => {
    if (starter.type === "api_key" || starter.type === "service_account") {
      const [, key] = starter.limitKey?.split("key:") ?? [];
      return key === undefined ? null : deps.callerOfKey(key, organizationId);
    }
    if (starter.userId === null) return null;
    const [person] = await system.query(findStarter(starter.userId, organizationId, deps.platformId()));
    if (person === undefined || !person.works) return null;
    const rights = await access.rightsOfUser(system, person.organizationId, starter.userId, deps.clock.now());
    const home = person.organizationId === organizationId;
    const permissions = home ? rights.inside : insideOf(rights.platform);
    return {
      ...anonymous,
      actor: { type: "user", id: starter.userId, name: person.name },
      accountId: person.accountId,
      userId: starter.userId,
      organizationId,
      organizationStatus: person.active ? "active" : "suspended",
      permissions: person.active ? permissions : noPermissions,
      platformPermissions: rights.platform,
      limitKey: starter.limitKey,
    };
  };
}
