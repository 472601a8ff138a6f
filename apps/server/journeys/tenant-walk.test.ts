import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseId, type Contract } from "@atrium/contracts";
import { startTestAtrium, type Atrium } from "../src/testing/atrium.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  type Person,
  type Place,
} from "../src/testing/people.ts";
import { furnishApprovals } from "./deeds/approvals.ts";
import { furnishConnections } from "./deeds/connections.ts";
import { furnishImports } from "./deeds/imports.ts";
import { furnishLifecycle } from "./deeds/lifecycle.ts";
import { furnishOnboarding } from "./deeds/onboarding.ts";
import { furnishReviews } from "./deeds/reviews.ts";
import { furnishTransfers } from "./deeds/transfers.ts";
import { furnishOrganization } from "./deeds/organization-tree.ts";
import { allContracts, sampleOf } from "../src/testing/samples.ts";
import { send, type Got, type Sent } from "../src/testing/wire.ts";

describe("F01: what belongs to another organization is as if it were not there", () => {
  let atrium: Atrium;
  let owner: Person;
  let mine: Person;
  let theirPlace: Place;
  let theirs: Person;
  /** One thing of the other organization for each resource that operations name by an id. */
  const foreign: Record<string, string> = {};

  beforeAll(async () => {
    atrium = await startTestAtrium();
    ({ owner } = await setUpPlatform(atrium));
    mine = await makePerson(atrium, await makeOrganization(owner), ["super-admin"]);
    theirPlace = await makeOrganization(owner);
    theirs = await makePerson(atrium, theirPlace, ["super-admin"]);
    const { id } = await theirs.api.users.create({
      body: {
        email: "theirs@example.com",
        externalId: "theirs",
        employeeNumber: "theirs",
        phone: "+4930123456",
      },
    });
    foreign["users"] = id;
    foreign["audit-logs"] = (await theirs.api.audit.list()).items[0]?.id ?? "";
    foreign["invitations"] = (
      await theirs.api.invitations.create({ body: { email: "invited@example.com" } })
    ).id;
    foreign["emails"] = theirs.email;
    foreign["jobs"] = atrium.newId();
    foreign["security"] = atrium.newId();
    foreign["roles"] = "their-own";
    await atrium.sql.query(
      "insert into jobs (organization_id, id, kind, run_at, created_at) values ($1, $2, 'demo.create', now() + interval '1 year', now())",
      [theirPlace.uuid, foreign["jobs"]],
    );
    await atrium.sql.query(
      `insert into roles (id, organization_id, slug, name, created_at, updated_at) values ($1, $2, 'their-own', 'Own', now(), now())`,
      [atrium.newId(), theirPlace.uuid],
    );
    await atrium.sql.query(
      `insert into security_events (organization_id, id, kind, severity, subject, reasons, raised_at, last_at)
       values ($1, $2, 'spray', 'high', 'many addresses', '{}', now(), now())`,
      [theirPlace.uuid, foreign["security"]],
    );
    Object.assign(foreign, await furnishTransfers(atrium, theirPlace, theirs));
    foreign["grants"] = (await theirs.api.grants.list()).items[0]?.id ?? "";
    foreign["factors"] = atrium.newId();
    await atrium.sql.query(
      `insert into passkeys (id, account_id, rp_id, credential_id, public_key, sign_count, transports, backed_up, name, created_at)
       values ($1, $2, 'localhost', 'theirs', '', 0, '{}', false, 'Theirs', now())`,
      [foreign["factors"], parseId("account", theirs.accountId)],
    );
    foreign["devices"] = atrium.newId();
    await atrium.sql.query(
      `insert into devices (id, account_id, digest, name, first_seen_at, last_seen_at)
       values ($1, $2, '', 'Theirs', now(), now())`,
      [foreign["devices"], parseId("account", theirs.accountId)],
    );
    const { rows } = await atrium.sql.query("select id from sessions where account_id = $1", [
      parseId("account", theirs.accountId),
    ]);
    const { connection, identity } = await furnishConnections({
      atrium,
      place: theirPlace,
      accountId: theirs.accountId,
    });
    foreign["connections"] = connection;
    foreign["identities"] = identity;
    // Whoever signs in may name any organization's connection; what is no connection is not there.
    [foreign["sso"], foreign["saml"]] = [identity, identity];
    foreign["sessions"] = String(rows[0]?.id);
    const group = await theirs.api.groups.create({ body: { name: "Theirs" } });
    foreign["groups"] = group.id;
    foreign["organizations"] = theirPlace.id;
    const { domain, transfer } = await furnishOrganization({ atrium, place: theirPlace });
    [foreign["organization"], foreign["ownership-transfers"]] = [domain, transfer];
    await theirs.api.groups.addMembers({ params: { id: group.id }, body: { userIds: [id] } });
    const { rule, request } = await furnishApprovals({ atrium, place: theirPlace });
    [foreign["approval-rules"], foreign["access-requests"]] = [rule, request];
    foreign["reviews"] = await furnishReviews({ atrium, place: theirPlace });
    const kept = await theirs.api.segments.create({ body: { slug: "theirs", name: "Theirs", q: "a" } });
    foreign["segments"] = kept.id;
    foreign["attributes"] = (
      await theirs.api.attributes.create({ body: { key: "theirs", name: "Theirs", type: "text" } })
    ).id;
    [foreign["lifecycle-rules"], foreign["duplicates"]] = await furnishLifecycle(atrium, theirs, theirPlace);
    foreign["onboarding-checklists"] = await furnishOnboarding(theirs);
    const { imported, mapping } = await furnishImports({ atrium }, theirs, theirPlace.uuid);
    [foreign["imports"], foreign["import-mappings"]] = [imported, mapping];
    foreign["consent-purposes"] = (
      await theirs.api.consentPurposes.create({ body: { key: "theirs", title: "Theirs", wording: "Theirs" } })
    ).id;
    foreign["views"] = (await theirs.api.views.create({ body: { name: "Theirs" } })).id;
    const account = await theirs.api.serviceAccounts.create({ body: { name: "Theirs" } });
    foreign["service-accounts"] = account.id;
    foreign["api-keys"] = (
      await theirs.api.apiKeys.create({ body: { name: "Theirs", scopes: ["users:read"] } })
    ).id;
  });
  afterAll(() => atrium.close());

  const ask = (sent: Sent, token = mine.token): Promise<Got> => send(atrium.url, { token, ...sent });
  const seen = ({ status, body, headers }: Got, id: string) => {
    const { date: _d, ratelimit: _l, "x-request-id": _r, ...rest } = headers;
    const text = JSON.stringify({ ...body, requestId: "" }).replaceAll(id, "<id>");
    return { status, text, headers: { ...rest, "content-length": "" } };
  };
  /** What somebody has for themselves is named after where they find it. */
  const resourceOf = (contract: Contract): string =>
    contract.path.split("/").find((part) => !["", "me", "auth"].includes(part)) ?? "";
  /** Permissions are declared in the program and nobody's own; who does not act for the platform is refused first. */
  const withParams = allContracts.filter(
    ({ id, params, scope }) => params !== undefined && id !== "permissions.get" && scope !== "platform",
  );

  async function checksum(): Promise<string> {
    const parts: string[] = [];
    for (const table of [
      "users",
      "grants",
      "jobs",
      "roles",
      "invitations",
      "events",
      "security_events",
      "groups",
      "group_members",
      "segments",
      "attribute_definitions",
      "imports",
      "import_mappings",
      "lifecycle_rules",
      "lifecycle_progress",
      "onboarding_checklists",
      "onboarding_ticks",
      "duplicate_pairs",
      "user_merges",
      "views",
      "consent_purposes",
      "consents",
      "service_accounts",
      "api_keys",
      "approval_rules",
      "access_requests",
      "access_reviews",
      "access_review_items",
    ]) {
      const { rows } = await atrium.sql.query(
        `select md5(string_agg(t::text, '' order by t::text)) as sum from ${table} t where organization_id = $1`,
        [theirPlace.uuid],
      );
      parts.push(String(rows[0]?.sum));
    }
    return parts.join(" ");
  }

  for (const contract of withParams) {
    it(`${contract.id} answers another organization's id exactly like an unknown one`, async () => {
      const id = foreign[resourceOf(contract)];
      if (id === undefined) throw new Error(`${contract.id}: make a foreign thing for it in this test`);
      const isSlug = contract.path.includes("/:slug");
      const isEmail = contract.path.endsWith("/:email");
      const unknown = isSlug ? "nobodys-own" : isEmail ? "nobody@people.example" : atrium.newId();
      // Whose the second thing of a path is does not matter where the first is nobody's.
      const session = atrium.newId();
      const requestFor = (at: string): Sent =>
        sampleOf(contract, at, isSlug ? { slug: at } : isEmail ? { email: at } : { session });
      const before = await checksum();
      for (const form of [id, parseId("user", id) ?? id]) {
        const [there, nowhere] = [await ask(requestFor(form)), await ask(requestFor(unknown))];
        expect(nowhere).toMatchObject({ status: 404, body: { code: "resource.not_found" } });
        expect(seen(there, form)).toEqual(seen(nowhere, unknown));
      }
      expect(await checksum()).toBe(before);
    });
  }

  it("F03: their address, external id, number, phone and role find nobody", async () => {
    for (const q of [
      "email:theirs@example.com",
      "externalId:theirs",
      "employeeNumber:theirs",
      "role:their-own",
      "theirs",
      `id:${foreign["users"]}`,
      `manager:${foreign["users"]}`,
    ]) {
      // prettier-ignore
      const got = await ask({ path: `/api/v1/users?q=${encodeURIComponent(q)}&count=exact` });
      expect(got.body, q).toMatchObject({ items: [], total: 0 });
    }
    for (const q of [`target:${foreign["users"]}`, `actor:${theirs.userId}`]) {
      const got = await ask({ path: `/api/v1/audit-logs?q=${encodeURIComponent(q)}` });
      expect(got.body, q).toMatchObject({ items: [] });
    }
  });

  it("F02: their organization in a header, query or body moves nobody into it", async () => {
    for (const contract of allContracts.filter(({ scope }) => scope === "organization")) {
      const sample = sampleOf(contract, atrium.newId());
      const answers: string[] = [];
      for (const named of [theirPlace.id, theirPlace.uuid, theirPlace.slug, atrium.newId()]) {
        const got = await ask({ ...sample, headers: { ...sample.headers, "atrium-organization": named } });
        expect(got, contract.id).toMatchObject({ status: 403, body: { code: "auth.organization_required" } });
        answers.push(seen(got, named).text);
      }
      expect(new Set(answers).size, contract.id).toBe(1);
    }
    const got = await ask({ path: `/api/v1/users?organization=${theirPlace.id}` });
    expect(got.status).toBe(400);
  });

  it("E11: an id in the body does not outweigh the one in the path", async () => {
    const before = await checksum();
    const { id } = await mine.api.users.create({ body: { email: "mine@example.com" } });
    const got = await ask({
      method: "PATCH",
      path: `/api/v1/users/${id}`,
      body: { id: foreign["users"], title: "x" },
    });
    expect(got).toMatchObject({ status: 400, body: { errors: [{ pointer: "/id" }] } });
    const twice = await ask({
      method: "PATCH",
      path: `/api/v1/users/${id}?id=${foreign["users"]}`,
      body: { title: "x" },
    });
    expect(twice.status).toBe(400);
    expect(await checksum()).toBe(before);
  });

  it("F12: two thousand requests of four organizations at once, a part of them cut off, see nothing but their own", async () => {
    const people: Person[] = [];
    for (let n = 0; n < 4; n++) {
      const place = await makeOrganization(owner);
      const person = await makePerson(atrium, place, ["admin"], { email: `boss@tenant${n}.example` });
      await atrium.sql.query(
        `insert into users (organization_id, id, email, display_name, name_key, created_at, updated_at)
         select $1, gen_random_uuid(), 'p' || i || '@tenant${n}.example', 'P', 'p', now(), now() from generate_series(1, 20) i`,
        [place.uuid],
      );
      people.push(person);
    }
    const paths = [
      "/api/v1/users?limit=50",
      "/api/v1/users?q=p1",
      "/api/v1/audit-logs",
      "/api/v1/auth/session",
      "/api/v1/organization",
    ];
    let answered = 0;
    let cut = 0;
    let random = 1;
    const next = (): number => (random = (random * 48271) % 2147483647);
    async function one(n: number): Promise<void> {
      const tenant = n % 4;
      const person = people[tenant];
      if (person === undefined) return;
      const stop = new AbortController();
      if (next() % 4 === 0) setTimeout(() => stop.abort(), next() % 8);
      try {
        const response = await fetch(`${atrium.url}${paths[n % paths.length]}`, {
          headers: { authorization: `Bearer ${person.token}` },
          signal: stop.signal,
        });
        const text = await response.text();
        expect(response.status).toBe(200);
        const tenants = new Set(text.match(/tenant\d/g));
        expect([...tenants].filter((each) => each !== `tenant${tenant}`)).toEqual([]);
        answered++;
      } catch (error) {
        if (!(error instanceof DOMException)) throw error;
        cut++;
      }
    }
    for (let at = 0; at < 2000; at += 50)
      await Promise.all(Array.from({ length: 50 }, (_, n) => one(at + n)));
    expect(answered + cut).toBe(2000);
    expect(answered).toBeGreaterThan(1000);
    expect(cut).toBeGreaterThan(20);
  });
});
