import { domainMethods, domainStates, formatId, type OrganizationDomain } from "@atrium/contracts";
import { command, statement, type RawRow } from "#kernel/db/statement";
import { flag, integer, text, textOrNull, time, timeOrNull } from "#kernel/db/values";
import { domainsAbove, shownDomain } from "./name.ts";
import { proofFile, proofRecord } from "./proof.ts";

export type DomainRow = OrganizationDomain & { uuid: string; organizationId: string; token: string };

const all = `organization_id, id, domain, token, state, method, verified_at, checked_at, failing_since, created_at, version`;
function read(row: RawRow): DomainRow {
  const [domain, token, state, method] = [text(row, 2), text(row, 3), text(row, 4), textOrNull(row, 5)];
  return {
    organizationId: text(row, 0),
    uuid: text(row, 1),
    id: formatId("domain", text(row, 1)),
    domain,
    token,
    shownAs: shownDomain(domain),
    state: domainStates.find((each) => each === state) ?? "pending",
    method: domainMethods.find((each) => each === method) ?? null,
    record: proofRecord(domain, token),
    file: proofFile(domain, token),
    verifiedAt: timeOrNull(row, 6),
    checkedAt: timeOrNull(row, 7),
    failingSince: timeOrNull(row, 8),
    createdAt: time(row, 9),
    version: integer(row, 10),
  };
}

export const domainsOf = statement<[], DomainRow>(
  `select ${all} from organization_domains where state <> 'released' order by domain limit 200`,
  read,
);
export const findDomain = statement<[id: string], DomainRow>(
  `select ${all} from organization_domains where id = $1 and state <> 'released'`,
  read,
);
export const lockDomain = statement<[id: string], DomainRow>(
  `select ${all} from organization_domains where id = $1 and state <> 'released' for update`,
  read,
);
export const insertDomain = statement<
  [id: string, domain: string, token: string, now: string, by: string | null],
  DomainRow
>(
  `insert into organization_domains (organization_id, id, domain, token, created_at, created_by)
   values (current_organization(), $1, $2, $3, $4, $5) on conflict do nothing returning ${all}`,
  read,
);
export const markVerified = statement<[id: string, method: string, now: string], DomainRow>(
  `update organization_domains set state = 'verified', method = $2, verified_at = coalesce(verified_at, $3),
     checked_at = $3, failing_since = null, version = version + 1
   where id = $1 returning ${all}`,
  read,
);
export const markFailing = statement<[id: string, now: string], DomainRow>(
  `update organization_domains set state = 'failing', failing_since = coalesce(failing_since, $2), checked_at = $2,
     version = version + 1
   where id = $1 and state in ('verified', 'failing') returning ${all}`,
  read,
);
export const markReleased = statement<[id: string, now: string], DomainRow>(
  `update organization_domains set state = 'released', method = null, verified_at = null, failing_since = null,
     checked_at = $2, version = version + 1
   where id = $1 returning ${all}`,
  read,
);
export const noteChecked = command<[id: string, now: string]>(
  "update organization_domains set checked_at = $2 where id = $1",
);

/** Proofs stand in line: of two organizations that prove one domain at once, the second sees the first. */
export const holdDomains = command<[]>("select pg_advisory_xact_lock(hashtext('domains'))");
const takenBy = statement<[organization: string, above: readonly string[], domain: string], boolean>(
  `select exists (
     select 1 from organization_domains d where d.organization_id <> $1 and d.state in ('verified', 'failing')
       and (d.domain = any($2::text[])
         or (reverse(d.domain) collate "C" >= reverse($3) || '.' and reverse(d.domain) collate "C" < reverse($3) || '/'))
   ) or exists (
     select 1 from connection_domains d where d.organization_id <> $1 and d.proven_at is not null
       and (d.domain = any($2::text[]) or right(d.domain, length($3) + 1) = '.' || $3)
   )`,
  (row) => flag(row, 0),
);
/** Whether another organization holds the domain, or one above or below it. Looks over all, so the system asks. */
export const isTaken = (organization: string, domain: string) =>
  takenBy(organization, domainsAbove(domain), domain);
/** Whether the organization has proven the domain as its own. */
export const holdsDomain = statement<[organization: string, domain: string], boolean>(
  `select exists (select 1 from organization_domains
   where organization_id = $1 and domain = $2 and state = 'verified')`,
  (row) => flag(row, 0),
);

/** The domains that the organization has proven as its own. */
export const domainsHeld = statement<[], string>(
  "select domain from organization_domains where organization_id = (select current_organization()) and state = 'verified'",
  (row) => text(row, 0),
);

/** Held domains that nobody has looked at since. */
export const dueForCheck = statement<[before: string], DomainRow>(
  `select ${all} from organization_domains where state in ('verified', 'failing') and checked_at < $1
   order by checked_at limit 50`,
  read,
);
