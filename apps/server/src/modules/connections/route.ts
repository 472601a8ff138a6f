import type { Reader } from "#kernel/db/reader";
import { statement } from "#kernel/db/statement";
import { flag } from "#kernel/db/values";
import { connectionOfDomain } from "./queries.ts";

/** Which connection a domain leads to: a proven one that may be used, or none. */
export async function connectionForDomain(reader: Reader, domain: string) {
  const [found] = await reader.query(connectionOfDomain(domain));
  return found ?? null;
}

/** The same for an address; whether there is such a person makes no difference. */
export function connectionForEmail(reader: Reader, email: string) {
  return connectionForDomain(reader, email.slice(email.lastIndexOf("@") + 1));
}

const linkedIn = statement<[string, string], boolean>(
  `select exists (select 1 from identities i join connections c on c.id = i.connection_id
     where i.account_id = $1 and c.organization_id = $2 and c.status = 'active')`,
  (row) => flag(row, 0),
);

/** Whether an account can come in through an identity provider of the organization. */
export async function hasConnection(
  reader: Reader,
  accountId: string,
  organizationId: string,
): Promise<boolean> {
  const [linked] = await reader.query(linkedIn(accountId, organizationId));
  return linked === true;
}
