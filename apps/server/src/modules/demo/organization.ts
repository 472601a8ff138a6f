import type { SystemRole } from "@atrium/contracts";
import { foldText } from "@atrium/filter";
import type { ClientBase } from "pg";
import type { Company } from "./companies.ts";
import { historyOf, joiningIsTold, type HistoryOptions, type Telling } from "./history.ts";
import { eventsOf, systemActor, type Moment } from "./moment.ts";
import type { Cultures } from "./names.ts";
import { makePerson, type Crowd, type Person } from "./person.ts";
import { placeOf, places } from "./places.ts";
import { modest, type Standing } from "./standing.ts";
import { chance, createRandom, weighted, type Random } from "./random.ts";
import { makeOwner } from "./team.ts";
import { uuidAt } from "./uuid-at.ts";
import { day } from "./working-time.ts";
import { writeEvents } from "./write-events.ts";
import { isoTime, writePeople } from "./write-people.ts";

/** An organization that takes people in. */
export type Opened = {
  id: string;
  company: Company;
  createdAt: number;
  owner: Pick<Person, "id" | "displayName" | "createdAt"> | null;
  /** Made by this run, not found. */
  isNew: boolean;
  /** The highest number that a person has. */
  lastNumber: number;
};

/** What holds for the whole run. */
export type Run = {
  seed: string;
  now: number;
  days: number;
  cultures: Cultures;
  roleIds: ReadonlyMap<SystemRole, string>;
  telling: Telling;
};

const pickAnyPlace = weighted(places.map((place) => [place, place.weight] as const));

/** Most people live where their organization is at home. */
export function crowdOf(run: Run, company: Company, address: Crowd["address"]): Crowd {
  const home = placeOf(company.country);
  return {
    cultures: run.cultures,
    now: run.now,
    address: (wanted, number) => `${address(wanted, number)}@${company.domain}`,
    pickPlace: (random) => (chance(random, 0.6) ? home : pickAnyPlace(random)),
  };
}

export function historyOptions(run: Run, staff: HistoryOptions["staff"]): HistoryOptions {
  return { ...run.telling, from: run.now - run.days * day, now: run.now, staff };
}

async function insertOrganization(
  client: ClientBase,
  company: Company,
  made: { id: string; parentId: string; at: number; standing: Standing },
): Promise<void> {
  const home = placeOf(company.country);
  const settings = { locale: home.locale.slice(0, 2), timeZone: home.cities[0]?.timeZone ?? "UTC" };
  await client.query(
    `insert into organizations (id, parent_id, slug, name, name_key, plan, settings, created_at, updated_at, user_limit,
       call_limit, storage_limit, organization_limit, hue)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9, $10, $11, $12, $13)`,
    [
      made.id, made.parentId, company.slug, company.name, foldText(company.name), made.standing.plan,
      JSON.stringify(settings), isoTime(made.at), made.standing.users, made.standing.calls, made.standing.storage,
      made.standing.organizations, made.standing.hue,
    ],
  ); // prettier-ignore
  await client.query(
    // Nobody looks at these again: whoever could prove them does not exist.
    `insert into organization_domains (organization_id, id, domain, token, state, method, verified_at, created_at)
     select $1::uuid, gen_random_uuid(), $2::text, 'demo', 'verified', 'dns', $3::timestamptz, $3::timestamptz
     union all select $1::uuid, gen_random_uuid(), 'shop.' || $2::text, 'demo', 'pending', null, null, $3::timestamptz
     on conflict do nothing`,
    [made.id, company.domain, isoTime(made.at)],
  );
}

/** Makes a company as a child of the platform, with its owner. Belongs into a transaction. */
export async function openOrganization(
  client: ClientBase,
  run: Run,
  company: Company,
  from: { parentId: string; createdAt: number; address: Crowd["address"]; standing?: Standing },
): Promise<{ opened: Opened; events: number }> {
  const random: Random = createRandom(run.seed, company.slug, "owner");
  const { createdAt } = from;
  const id = uuidAt(createdAt, random);
  await insertOrganization(client, company, {
    id,
    parentId: from.parentId,
    at: createdAt,
    standing: from.standing ?? modest,
  });
  const owner = makePerson(crowdOf(run, company, from.address), random, { at: createdAt, number: 1 });
  makeOwner(owner, random);
  const options = historyOptions(run, []);
  const moments: Moment[] = historyOf(owner, options, random);
  if (joiningIsTold(options, createdAt)) {
    const target = { type: "organization", id, name: company.name };
    const changes = [
      { field: "name", before: null, after: company.name },
      { field: "slug", before: null, after: company.slug },
    ];
    moments.unshift({
      at: createdAt,
      actor: systemActor("setup"),
      device: null,
      sessionId: null,
      happening: { name: "organization.created", target, changes },
    });
  }
  await writePeople(client, id, [owner], { roleIds: run.roleIds, random });
  const events = await writeEvents(client, id, eventsOf(id, moments, random));
  return { opened: { id, company, createdAt, owner, isNew: true, lastNumber: 1 }, events };
}
