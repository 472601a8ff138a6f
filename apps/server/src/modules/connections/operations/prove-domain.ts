import { proveDomain } from "@atrium/contracts";
import { violatedConstraint } from "#kernel/db/failures";
import { operation } from "#kernel/operation";
import { holdDomains, holdsDomain, isDomainTaken, proofRecord } from "#modules/organizations";
import { addressesAt } from "../addresses.ts";
import type { ConnectionDeps } from "../deps.ts";
import { findConnection, lockConnection, markProven, touchConnection } from "../queries.ts";
import { connectionTarget, shownConnection } from "../shown.ts";

export const proveDomainOperation = ({ database, resolveTxt, origin }: ConnectionDeps) =>
  operation(proveDomain, async ({ db, caller, now, record, unchanged, fail }, { params, body }) => {
    const { organizationId } = caller;
    if (organizationId === null) return fail("auth.organization_required");
    const { domain } = body;
    // Names are resolved before the transaction begins.
    const [[seen], [own]] = await database
      .forOrganization(organizationId)
      .queries(findConnection(params.id), holdsDomain(organizationId, domain));
    const claimed = seen?.domains.find((each) => each.domain === domain);
    if (seen === undefined || claimed === undefined) return fail("resource.not_found");
    const { name, value } = proofRecord(domain, claimed.token);
    const vouched = body.vouch && caller.platformPermissions.has("organizations:list");
    // What the organization has proven as its own domain needs no second proof.
    const known = vouched || own === true || claimed.provenAt !== null;
    if (!known && !(await resolveTxt(name)).includes(value)) {
      return fail("connection.domain_unproven", {
        detail: `There is no TXT record ${name} with the value ${value}.`,
      });
    }
    const system = db.asSystem();
    await system.query(holdDomains());
    const [row] = await db.query(lockConnection(params.id));
    const held = row?.domains.find((each) => each.domain === domain);
    if (row === undefined || held?.token !== claimed.token) return fail("resource.not_found");
    if (held.provenAt !== null) {
      unchanged();
      return shownConnection(row, addressesAt(origin()));
    }
    const [taken] = await system.query(isDomainTaken(organizationId, domain));
    if (taken === true) return fail("connection.domain_taken");
    const at = now.toISOString();
    await db
      .queries(markProven(row.uuid, domain, at), touchConnection(row.uuid, at))
      .catch((cause: unknown) => {
        if (violatedConstraint(cause) !== "connection_domains_proven") throw cause;
        return fail("connection.domain_taken");
      });
    const [updated] = await db.query(findConnection(row.uuid));
    if (updated === undefined) throw new Error("the connection was not stored");
    record({
      name: "connection.updated",
      target: connectionTarget(updated),
      changes: [{ field: "domains", before: domain, after: `${domain} (proven)` }],
      data: { vouched },
    });
    return shownConnection(updated, addressesAt(origin()));
  });
