import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formatId, parseId, showScope, showSubject } from "@atrium/contracts";
import { createCache } from "#kernel/cache";
import { systemCaller } from "#kernel/caller";
import type { Operation } from "#kernel/operation";
import { permissionSet } from "#kernel/permission-set";
import { createEngine, holds, type Compiled, type Engine, type Chain } from "#modules/access";
import { startTestAtrium, type Atrium } from "../src/testing/atrium.ts";
import { store, type Stored } from "./worlds/stored-world.ts";
import { bruteForce, scopeIn, worlds, type Question } from "./worlds/world.ts";

const runs = 200;

describe("check, explain and SQL", () => {
  let atrium: Atrium;
  let explain: Operation;
  let whoCan: Operation;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    const find = (id: string): Operation => {
      const found = atrium.app.operations.find(({ contract }) => contract.id === id);
      if (found === undefined) throw new Error(`no operation ${id}`);
      return found;
    };
    explain = find("access.explain");
    whoCan = find("access.whoCan");
  });
  afterAll(() => atrium.close());

  const engine = (): Engine => {
    const { database, clock } = atrium;
    return createEngine({
      system: database.asSystem(),
      clock,
      compiled: createCache<Compiled | null>({ name: "rights", max: 100, ttlMs: 60_000 }),
      chains: createCache<Chain>({ name: "scopes", max: 100, ttlMs: 60_000 }),
    });
  };

  const ask = async <T>(operation: Operation, at: Stored, query: Record<string, string>): Promise<T> => {
    const caller = systemCaller("test", at.organizationId, permissionSet(["access:read"]));
    const request = {
      id: atrium.newId(), ip: null, local: true, agent: null, device: null, flow: null, origin: null,
      idempotencyKey: null, ifMatch: null,
    }; // prettier-ignore
    const answer = await atrium.app.execute(operation, caller, request, {
      params: {},
      query,
      body: undefined,
    });
    return answer.value as T;
  };

  /** In process, by the operation that explains, and by the function that lists use. */
  async function answers(at: Stored, question: Question) {
    const id = at.people[question.person] ?? "";
    const scope = scopeIn(question.scope, at);
    const { permission } = question;
    const one = engine();
    const held = await one.of(at.organizationId, { type: "user", id });
    const chain = await one.chain(at.organizationId, scope);
    const explained = await ask<{
      allowed: boolean;
      proof: { grant: { id: string }; others: number } | null;
    }>(explain, at, { subject: showSubject({ type: "user", id }), permission, scope: showScope(scope) });
    const { rows } = await atrium.sql.query<{ allowed: boolean }>(
      `select exists (
         select 1 from permitted_at($1, $2, $3, $4) p
         where p.scope = 'organization'
           or p.scope = 'group' and p.scope_id in (
             select groups_above($1, $6) where $5 = 'group' union all select groups_of($1, $6) where $5 = 'resource')
           or p.scope = 'resource' and $5 = 'resource' and p.scope_id = $6
       ) and (select status = 'active' from users where id = $2) as allowed`,
      [at.organizationId, id, permission, atrium.clock.now(), scope.kind, scope.id],
    );
    return {
      inProcess: held !== null && holds(held, permission, chain),
      explained: explained.allowed,
      inSql: rows[0]?.allowed === true,
      proof: explained.proof,
    };
  }

  it(`agree with the rule as one would say it, in ${runs} worlds; without the shown grant a yes becomes a no`, async () => {
    await fc.assert(
      fc.asyncProperty(worlds, async ({ world, questions }) => {
        const { sql, database, newId, clock } = atrium;
        const at = await store({ sql, database, newId, now: clock.now() }, world);
        for (const question of questions) {
          const expected = bruteForce(world, question);
          const { inProcess, explained, inSql } = await answers(at, question);
          expect({ inProcess, explained, inSql }).toEqual({
            inProcess: expected,
            explained: expected,
            inSql: expected,
          });
        }
        const [first] = questions;
        if (first === undefined) return;
        const scope = scopeIn(first.scope, at);
        const who = await ask<{ items: { id: string }[] }>(whoCan, at, {
          permission: first.permission,
          scope: showScope(scope),
        });
        const able = at.people.filter((_, person) => bruteForce(world, { ...first, person }));
        expect(who.items.map(({ id }) => id)).toEqual(able.map((id) => formatId("user", id)).sort());
        const { proof } = await answers(at, first);
        if (proof === null) return;
        await sql.query("delete from grants where id = $1", [parseId("grant", proof.grant.id)]);
        const after = await answers(at, first);
        const left = proof.others > 0;
        expect([after.inProcess, after.explained, after.inSql]).toEqual([left, left, left]);
      }),
      { numRuns: runs },
    );
  }, 240_000);
});
