import { createConnection } from "@atrium/contracts";
import { randomToken } from "#kernel/crypto";
import { diff } from "#kernel/events/diff";
import { operation } from "#kernel/operation";
import { addressesAt } from "../addresses.ts";
import type { ConnectionDeps } from "../deps.ts";
import { checkFitness } from "../fitness.ts";
import { findConnection, insertConnection, insertDomains } from "../queries.ts";
import { checkRoles } from "../roles.ts";
import { sealSecret } from "../secrets.ts";
import { connectionTarget, eventFields, shownConnection } from "../shown.ts";

export const createConnectionOperation = ({ keys, outbound, origin }: ConnectionDeps) =>
  operation(createConnection, async ({ db, caller, now, newId, record, fail }, { body }) => {
    checkFitness(body, outbound.loopback);
    await checkRoles(db, caller, body);
    const id = newId();
    const at = now.toISOString();
    const domains = [...new Set(body.domains)];
    await db.query(
      insertConnection(
        id, body.kind, body.preset, body.name, body.status, JSON.stringify(body.settings),
        sealSecret(keys, id, "clientSecret", body.clientSecret ?? null),
        sealSecret(keys, id, "privateKey", body.privateKey ?? null),
        body.jit, body.defaultRole, JSON.stringify(body.roleMap), body.allowIdpInitiated, at,
      ), // prettier-ignore
    );
    const added = await db.query(
      insertDomains(
        id,
        domains,
        domains.map(() => randomToken(16)),
        at,
      ),
    );
    if (added.length < domains.length) fail("connection.domain_taken");
    const [row] = await db.query(findConnection(id));
    if (row === undefined) throw new Error("the connection was not stored");
    record({
      name: "connection.created",
      target: connectionTarget(row),
      changes: diff({}, eventFields(row)),
    });
    return shownConnection(row, addressesAt(origin()));
  });
