import type { Impersonation } from "@atrium/contracts";
import { createClient, type Client } from "@atrium/sdk";
import type { Atrium } from "./atrium.ts";
import type { Person, Place } from "./people.ts";

/** A client of somebody who acts as somebody else. */
export async function actingAs(
  atrium: Atrium,
  actor: Person,
  subject: Person,
  options: { write?: boolean; reason?: string; place?: Place } = {},
): Promise<{ api: Client; session: Impersonation }> {
  const { write = false, reason = "Ticket 4711", place } = options;
  const organization = () => place?.id ?? null;
  const own = createClient({ baseUrl: atrium.url, token: actor.token, organization });
  const session = await own.impersonations.start({
    params: { id: subject.userId },
    body: { reason, write },
  });
  const impersonation = () => session.sessionId;
  const api = createClient({ baseUrl: atrium.url, token: actor.token, organization, impersonation });
  return { api, session };
}
