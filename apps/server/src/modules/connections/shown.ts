import { formatId, type Connection } from "@atrium/contracts";
import type { Json } from "#kernel/events/record";
import { proofRecord } from "#modules/organizations";
import type { Addresses } from "./addresses.ts";
import type { ConnectionRow } from "./queries.ts";

export function shownConnection(row: ConnectionRow, addresses: Addresses): Connection {
  return {
    ...row,
    id: formatId("connection", row.uuid),
    secrets: { clientSecret: row.clientSecret !== null, privateKey: row.privateKey !== null },
    domains: row.domains.map(({ domain, token, provenAt }) => ({
      domain,
      provenAt: provenAt === null ? null : new Date(provenAt).toISOString(),
      record: proofRecord(domain, token),
    })),
    callbackUrl: row.kind === "saml" ? addresses.acs(row.uuid) : addresses.callback,
    metadataUrl: row.kind === "saml" ? addresses.entityId(row.uuid) : null,
  };
}

/** The fields of a connection as an event shows them: of secrets only whether they are there. */
export function eventFields(row: ConnectionRow): Record<string, Json> {
  const { kind, preset, name, status, settings, jit, defaultRole, roleMap, allowIdpInitiated } = row;
  return {
    kind, preset, name, status, jit, defaultRole, allowIdpInitiated,
    settings: JSON.parse(JSON.stringify(settings)) as Json,
    roleMap: roleMap.map(({ value, role }) => ({ value, role })),
    domains: row.domains.map(({ domain, provenAt }) => (provenAt === null ? domain : `${domain} (proven)`)),
    clientSecret: row.clientSecret === null ? null : "(set)",
    privateKey: row.privateKey === null ? null : "(set)",
  }; // prettier-ignore
}

export function connectionTarget(row: Pick<ConnectionRow, "uuid" | "name">) {
  return { type: "connection", id: row.uuid, name: row.name };
}
