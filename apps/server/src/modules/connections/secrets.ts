import type { KeyRing } from "#kernel/key-ring";
import type { ConnectionRow } from "./queries.ts";

const bound = (uuid: string, field: string): string => `connection ${uuid} ${field}`;

/** A secret as it is stored: useless without the key ring and in any other row or field. */
export function sealSecret(
  keys: KeyRing,
  uuid: string,
  field: "clientSecret" | "privateKey",
  value: string | null,
): string | null {
  return value === null ? null : keys.encrypt("secrets", value, bound(uuid, field));
}

export function openSecret(
  keys: KeyRing,
  connection: ConnectionRow,
  field: "clientSecret" | "privateKey",
): string | null {
  const sealed = connection[field];
  return sealed === null ? null : keys.decrypt("secrets", sealed, bound(connection.uuid, field)).toString();
}

/** What a flow keeps between its two halves. */
export function sealForFlow(keys: KeyRing, flowId: string, value: string): string {
  return keys.encrypt("secrets", value, `sso flow ${flowId}`);
}
export function openForFlow(keys: KeyRing, flowId: string, sealed: string): string {
  return keys.decrypt("secrets", sealed, `sso flow ${flowId}`).toString();
}
