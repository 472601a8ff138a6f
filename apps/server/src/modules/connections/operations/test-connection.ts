import { testConnection } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import type { ConnectionDeps } from "../deps.ts";
import type { OidcClients } from "../oidc-client.ts";
import { probe } from "../probe.ts";
import { findConnection } from "../queries.ts";

export const testConnectionOperation = (deps: ConnectionDeps, clients: OidcClients) =>
  operation(testConnection, async ({ db, fail }, { params }) => {
    const [row] = await db.query(findConnection(params.id));
    if (row === undefined) return fail("resource.not_found");
    const findings = await probe(deps, clients, row);
    return { ok: findings.every(({ level }) => level !== "error"), findings };
  });
