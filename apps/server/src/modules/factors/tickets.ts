import type { Reader } from "#kernel/db/reader";
import { fail } from "#kernel/operation";
import { membershipsOf, type Ticket } from "#modules/sessions";

/** A ticket waits for one thing; for another it is as unknown as any other text. */
export function meantFor(ticket: Ticket, purpose: Ticket["purpose"]): Ticket {
  return ticket.purpose === purpose ? ticket : fail("auth.ticket_invalid");
}

/** In whose log an unfinished sign-in stands: where it leads to. */
export async function homeOf(system: Reader, ticket: Ticket): Promise<string | null> {
  if (ticket.organizationId !== null) return ticket.organizationId;
  const [first] = await system.query(membershipsOf(ticket.accountId));
  return first?.organizationId ?? null;
}
