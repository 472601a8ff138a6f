import { randomBytes } from "node:crypto";
import { addDomain, listDomains, releaseDomain, verifyDomain } from "@atrium/contracts";
import type { Database } from "#kernel/db/database";
import { fail, operation, type Operation } from "#kernel/operation";
import { normalDomain } from "./name.ts";
import { isProven, type ProofDeps } from "./proof.ts";
import {
  domainsOf,
  findDomain,
  holdDomains,
  insertDomain,
  isTaken,
  lockDomain,
  markReleased,
  markVerified,
  type DomainRow,
} from "./queries.ts";

export type DomainDeps = ProofDeps & {
  readonly database: Database;
  /** Where Atrium itself is reached; no organization can own that. */
  readonly origin: () => string;
};

const mostDomains = 100;
export const domainTarget = ({ uuid, domain }: DomainRow) => ({ type: "domain", id: uuid, name: domain });

const list = operation(listDomains, async ({ db }) => ({ items: await db.query(domainsOf()) }));

const add = ({ origin }: DomainDeps) =>
  operation(addDomain, async ({ db, caller, now, newId, record }, { body }) => {
    const { organizationId } = caller;
    if (organizationId === null) return fail("auth.organization_required");
    const domain = normalDomain(body.domain, new URL(origin()).hostname);
    if (domain === null) {
      return fail("domain.unfit", {
        fields: [
          { pointer: "/domain", code: "unfit", detail: "must be a domain of one's own such as example.com" },
        ],
      });
    }
    const [[taken], mine] = [
      await db.asSystem().query(isTaken(organizationId, domain)),
      await db.query(domainsOf()),
    ];
    if (taken === true) return fail("domain.taken");
    if (mine.length >= mostDomains) return fail("domain.too_many", { extra: { limit: mostDomains } });
    const token = randomBytes(20).toString("hex");
    const [row] = await db.query(insertDomain(newId(), domain, token, now.toISOString(), caller.userId));
    if (row === undefined) return fail("domain.exists");
    record({
      name: "domain.added",
      target: domainTarget(row),
      changes: [{ field: "domain", before: null, after: domain }],
    });
    return row;
  });

const verify = ({ database, ...deps }: DomainDeps) =>
  operation(verifyDomain, async ({ db, caller, now, record, unchanged }, { params, body }) => {
    const { organizationId } = caller;
    if (organizationId === null) return fail("auth.organization_required");
    // Others are asked before the transaction begins: nobody waits for their answer with rows held.
    const [seen] = await database.forOrganization(organizationId).query(findDomain(params.id));
    if (seen === undefined) return fail("resource.not_found");
    if (!(await isProven(deps, seen, body.method))) {
      return fail("domain.unproven", {
        detail:
          body.method === "dns"
            ? `There is no TXT record ${seen.record.name} with the value ${seen.record.value}.`
            : `There is no file ${seen.file.url} with the content ${seen.file.content}.`,
      });
    }
    const system = db.asSystem();
    await system.query(holdDomains());
    const [row] = await db.query(lockDomain(params.id));
    if (row === undefined || row.token !== seen.token) return fail("resource.not_found");
    if (row.state === "verified" && row.method === body.method) {
      unchanged();
      return row;
    }
    const [taken] = await system.query(isTaken(organizationId, row.domain));
    if (taken === true) return fail("domain.taken");
    const [updated] = await db.query(markVerified(row.uuid, body.method, now.toISOString()));
    if (updated === undefined) throw new Error("the domain was not stored");
    record({
      name: "domain.verified",
      target: domainTarget(updated),
      changes: [{ field: "state", before: row.state, after: updated.state }],
      data: { method: body.method },
    });
    return updated;
  });

const release = operation(releaseDomain, async ({ db, now, record }, { params }) => {
  const [row] = await db.query(lockDomain(params.id));
  if (row === undefined) return fail("resource.not_found");
  await db.query(markReleased(row.uuid, now.toISOString()));
  record({
    name: "domain.released",
    target: domainTarget(row),
    changes: [{ field: "state", before: row.state, after: "released" }],
  });
});

export function domainOperations(deps: DomainDeps): Operation[] {
  return [list, add(deps), verify(deps), release];
}
