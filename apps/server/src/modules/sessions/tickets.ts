import { randomToken, sha256 } from "#kernel/crypto";
import type { Reader } from "#kernel/db/reader";
import { command, statement } from "#kernel/db/statement";
import { flag, json, text, textOrNull } from "#kernel/db/values";
import { Problem } from "#kernel/problem";
import type { Proof } from "./proofs.ts";

/** A sign-in that still wants something: a factor, the first factor of all, or a new password. */
export type Ticket = {
  readonly accountId: string;
  readonly purpose: "factor" | "enrol" | "password";
  readonly proofs: readonly Proof[];
  readonly mode: "cookie" | "token";
  readonly remember: boolean;
  readonly trustDevice: boolean;
  readonly organizationId: string | null;
};

const ticketSeconds = 600;
/** Guessing begins again with the first factor, where the counters of the person wait. */
const mostTries = 5;

const insertTicket = command<
  [Buffer, string, string, string, string, boolean, boolean, string | null, string, string]
>(
  `insert into sign_in_tickets (digest, account_id, purpose, proofs, mode, remember, trust_device, organization_id, created_at, expires_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
);

const readTicket = (row: readonly (string | null)[]): Ticket => {
  const purpose = text(row, 1);
  return {
    accountId: text(row, 0),
    purpose: purpose === "enrol" || purpose === "password" ? purpose : "factor",
    proofs: json(row, 2),
    mode: text(row, 3) === "token" ? "token" : "cookie",
    remember: flag(row, 4),
    trustDevice: flag(row, 5),
    organizationId: textOrNull(row, 6),
  };
};
const columns = "account_id, purpose, proofs, mode, remember, trust_device, organization_id";

/** A ticket from before a change of the password is worth what the old password is worth. */
const stillGood = `used_at is null and expires_at > $2 and not exists (
  select 1 from accounts a where a.id = account_id and a.password_changed_at > sign_in_tickets.created_at)`;

const countTry = statement<[Buffer, string, number], Ticket>(
  `update sign_in_tickets set tries = tries + 1
   where digest = $1 and ${stillGood} and tries < $3 returning ${columns}`,
  readTicket,
);
const lookAt = statement<[Buffer, string], Ticket>(
  `select ${columns} from sign_in_tickets where digest = $1 and ${stillGood}`,
  readTicket,
);
const useTicket = statement<[Buffer, string], Ticket>(
  `update sign_in_tickets set used_at = $2 where digest = $1 and used_at is null and expires_at > $2 returning ${columns}`,
  readTicket,
);
export const dropOldTickets = command<[before: string]>("delete from sign_in_tickets where expires_at < $1");

export async function makeTicket(system: Reader, ticket: Ticket, now: Date): Promise<string> {
  const token = randomToken();
  await system.query(
    insertTicket(
      sha256(token), ticket.accountId, ticket.purpose, JSON.stringify(ticket.proofs), ticket.mode, ticket.remember,
      ticket.trustDevice, ticket.organizationId, now.toISOString(),
      new Date(now.getTime() + ticketSeconds * 1000).toISOString(),
    ),
  ); // prettier-ignore
  return token;
}

const known = (found: readonly Ticket[]): Ticket => {
  const [ticket] = found;
  if (ticket === undefined) throw new Problem("auth.ticket_invalid");
  return ticket;
};

/** Opens a ticket for one try. The try is counted before it is made, so that tries at once gain nothing. */
export const openTicket = async (system: Reader, token: string, now: Date): Promise<Ticket> =>
  known(await system.query(countTry(sha256(token), now.toISOString(), mostTries)));

/** Looks at a ticket without a try: to send a code, or to begin setting up a factor. */
export const peekTicket = async (system: Reader, token: string, now: Date): Promise<Ticket> =>
  known(await system.query(lookAt(sha256(token), now.toISOString())));

/** Uses a ticket up: of many at once one goes on. */
export const takeTicket = async (system: Reader, token: string, now: Date): Promise<Ticket> =>
  known(await system.query(useTicket(sha256(token), now.toISOString())));
