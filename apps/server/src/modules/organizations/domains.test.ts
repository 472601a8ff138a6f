import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseId } from "@atrium/contracts";
import { createOutbound } from "#kernel/outbound";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import { makeOrganization, makePerson, setUpPlatform, type Person } from "../../testing/people.ts";
import { codeOf } from "../../testing/refusals.ts";
import { domainsAbove, normalDomain } from "./domains/name.ts";

describe("an organization's domains", () => {
  let atrium: Atrium;
  let a: Person;
  let b: Person;
  const txt = new Map<string, string>();
  const files = new Map<string, string>();
  const asked: string[] = [];

  beforeAll(async () => {
    atrium = await startTestAtrium({
      jobs: true,
      parts: {
        resolveTxt: (name) => Promise.resolve(["v=spf1 -all", txt.get(name) ?? ""]),
        outbound: {
          loopback: false,
          fetch: (url) => {
            asked.push(String(url));
            const content = files.get(String(url));
            return Promise.resolve(
              new Response(content ?? "not here", { status: content === undefined ? 404 : 200 }),
            );
          },
        },
      },
    });
    const { owner } = await setUpPlatform(atrium);
    a = await makePerson(atrium, await makeOrganization(owner, "A"), ["super-admin"]);
    b = await makePerson(atrium, await makeOrganization(owner, "B"), ["super-admin"]);
  });
  afterAll(() => atrium.close());

  const add = (person: Person, domain: string) => person.api.organizations.addDomain({ body: { domain } });
  const verify = (person: Person, id: string, method: "dns" | "file" = "dns") =>
    person.api.organizations.verifyDomain({ params: { id }, body: { method } });
  async function prove(person: Person, domain: string) {
    const added = await add(person, domain);
    txt.set(added.record.name, added.record.value);
    return verify(person, added.id);
  }

  it("F05: counts for nothing before its own record or file is there", async () => {
    const mine = await add(a, "Claimed.Example.");
    expect(mine).toMatchObject({ domain: "claimed.example", state: "pending", verifiedAt: null });
    const theirs = await add(b, "claimed.example");
    expect(await codeOf(verify(a, mine.id))).toBe("domain.unproven");
    txt.set(mine.record.name, theirs.record.value);
    expect(await codeOf(verify(a, mine.id))).toBe("domain.unproven");
    expect(await codeOf(verify(a, mine.id, "file"))).toBe("domain.unproven");
    expect(asked.at(-1)).toBe(mine.file.url);
    files.set(mine.file.url, `${mine.file.content}\n`);
    expect(await verify(a, mine.id, "file")).toMatchObject({ state: "verified", method: "file" });
    txt.set(theirs.record.name, theirs.record.value);
    expect(await codeOf(verify(b, theirs.id))).toBe("domain.taken");
    expect(await codeOf(verify(b, mine.id))).toBe("resource.not_found");
  });

  it("F05: what another has proven is refused, above it, below it and in every spelling", async () => {
    await prove(a, "held.example");
    await prove(a, "bücher.example");
    for (const domain of [
      "held.example", "HELD.example.", "deep.down.held.example", "xn--bcher-kva.example", "BÜCHER.example",
    ]) expect(await codeOf(add(b, domain)), domain).toBe("domain.taken"); // prettier-ignore
    await prove(b, "part.of.example");
    expect(await codeOf(add(a, "of.example"))).toBe("domain.taken");
    expect(await codeOf(add(a, "notheld.example"))).toBe("done");
    expect(await codeOf(add(a, "held.example"))).toBe("domain.exists");
  });

  it("F05: an address, a port, one label, a reserved name and Atrium's own host are nobody's", async () => {
    const host = new URL(atrium.url).hostname;
    for (const domain of [
      "localhost", "a.localhost", "127.0.0.1", "2130706433", "0x7f.1", "[::1]", "example.com:443", "https://example.com",
      "user@example.com", "com", "a..example", "-a.example", "printer.local", "x.internal", "*.example.com", host,
      "example.com/path", "exa mple.com", "xn--.example",
    ]) expect(await codeOf(add(a, domain)), domain).toBe("domain.unfit"); // prettier-ignore
    expect(normalDomain("id.acme.com", "id.acme.com")).toBeNull();
    expect(normalDomain("x.id.acme.com", "id.acme.com")).toBeNull();
    expect(normalDomain("acme.com", "id.acme.com")).toBe("acme.com");
    expect(domainsAbove("a.b.example")).toEqual(["a.b.example", "b.example"]);
  });

  it("F05: of twenty claims at once by two organizations one organization holds it", async () => {
    const claims = [await add(a, "raced.example"), await add(b, "sub.raced.example")];
    for (const { record } of claims) txt.set(record.name, record.value);
    const codes = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        codeOf(n % 2 === 0 ? verify(a, claims[0]?.id ?? "") : verify(b, claims[1]?.id ?? "")),
      ),
    );
    expect(new Set(codes)).toEqual(new Set(["done", "domain.taken"]));
    const { rows } = await atrium.sql.query(
      "select distinct organization_id from organization_domains where domain like '%raced.example' and state = 'verified'",
    );
    expect(rows).toHaveLength(1);
  });

  it("proves a connection's domain too, and blocks it for others' connections", async () => {
    await prove(a, "staff.example");
    const connect = (person: Person) =>
      person.api.connections.create({
        body: {
          kind: "oidc", preset: "google", name: "Google", domains: ["staff.example"], clientSecret: "x",
          settings: { clientId: "x" },
        },
      }); // prettier-ignore
    const mine = await connect(a);
    const proveFor = (person: Person, id: string) =>
      person.api.connections.proveDomain({ params: { id }, body: { domain: "staff.example" } });
    expect((await proveFor(a, mine.id)).domains[0]?.provenAt).not.toBeNull();
    const theirs = await codeOf(
      connect(b).then(({ id, domains }) => {
        txt.set(domains[0]?.record.name ?? "", domains[0]?.record.value ?? "");
        return proveFor(b, id);
      }),
    );
    expect(theirs).toBe("connection.domain_taken");
  });

  it("is looked at again: a missing proof fails, and is given up after a week for others to prove", async () => {
    const kept = await prove(a, "kept.example");
    const lost = await prove(a, "lost.example");
    txt.delete(lost.record.name);
    const uuid = parseId("domain", lost.id);
    const again = async () => {
      await atrium.sql.query("update organization_domains set checked_at = checked_at - interval '2 days'");
      await atrium.sql.query(
        "update job_schedules set next_run_at = now() where kind = 'organizations.check_domains'",
      );
    };
    const stateOf = (id: string) => async () =>
      (await a.api.organizations.listDomains()).items.find((each) => each.id === id)?.state;
    await expect
      .poll(
        async () =>
          (await atrium.sql.query("select 1 from job_schedules where kind = 'organizations.check_domains'"))
            .rowCount,
      )
      .toBe(1);
    await again();
    await expect.poll(stateOf(lost.id), { timeout: 15_000 }).toBe("failing");
    expect(await stateOf(kept.id)()).toBe("verified");
    expect(await codeOf(add(b, "lost.example"))).toBe("domain.taken");
    await atrium.sql.query(
      "update organization_domains set failing_since = failing_since - interval '8 days' where id = $1",
      [uuid],
    );
    await again();
    await expect.poll(stateOf(lost.id), { timeout: 15_000 }).toBeUndefined();
    expect(await codeOf(prove(b, "lost.example"))).toBe("done");
    const told = (await a.api.audit.list({ query: { q: `target:${lost.id}` } })).items.map(
      ({ name }) => name,
    );
    expect(told).toEqual(["domain.released", "domain.failing", "domain.verified", "domain.added"]);
  });

  it("I01: the file is fetched by the guarded way alone, which asks no inner address", async () => {
    const outbound = createOutbound({});
    await expect(
      outbound.fetch("https://127.0.0.1.nip.invalid/.well-known/atrium-domain-x"),
    ).rejects.toThrow();
    await expect(outbound.fetch("https://127.0.0.1/.well-known/atrium-domain-x")).rejects.toMatchObject({
      reason: "address",
    });
  });

  it("given up, it is free for others", async () => {
    const held = await prove(a, "given.example");
    await a.api.organizations.releaseDomain({ params: { id: held.id } });
    expect(await codeOf(verify(a, held.id))).toBe("resource.not_found");
    expect(await codeOf(prove(b, "given.example"))).toBe("done");
  });
});
