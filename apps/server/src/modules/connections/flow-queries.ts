import { command, statement, type RawRow } from "#kernel/db/statement";
import { flag, text, textOrNull, time } from "#kernel/db/values";

// Flows belong to browsers, so every statement here runs as the system, bound by digests that only they can match.

export type Flow = {
  id: string;
  connectionId: string;
  purpose: "sign_in" | "link";
  accountId: string | null;
  nonce: string | null;
  verifier: string | null;
  returnTo: string;
  remember: boolean;
  answer: string | null;
  createdAt: string;
};

const columns =
  "id, connection_id, purpose, account_id, nonce, verifier, return_to, remember, answer, created_at";
function read(row: RawRow): Flow {
  return {
    id: text(row, 0),
    connectionId: text(row, 1),
    purpose: text(row, 2) === "link" ? "link" : "sign_in",
    accountId: textOrNull(row, 3),
    nonce: textOrNull(row, 4),
    verifier: textOrNull(row, 5),
    returnTo: text(row, 6),
    remember: flag(row, 7),
    answer: textOrNull(row, 8),
    createdAt: time(row, 9),
  };
}

type Text = string | null;
export const insertFlow = command<
  [string, Buffer, Buffer, string, string, Text, Text, Text, string, boolean, Text, string, string]
>(
  `insert into sso_flows (id, state_digest, browser_digest, connection_id, purpose, account_id, nonce, verifier, return_to,
     remember, answer, created_at, expires_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
);

/** Uses a flow up; of many who try at once one gets it, and only with the cookie of the browser that began it. */
export const takeFlow = statement<[Buffer, Buffer, string, string], Flow>(
  `update sso_flows set used_at = $4
   where state_digest = $1 and browser_digest = $2 and purpose = $3 and used_at is null and expires_at > $4
   returning ${columns}`,
  read,
);

/** A flow that waits for the answer of a provider who posts it. */
export const waitingFlow = statement<[Buffer, string, string], Flow>(
  `select ${columns} from sso_flows
   where state_digest = $1 and connection_id = $2 and used_at is null and answer is null and expires_at > $3`,
  read,
);
export const answerFlow = statement<[string, string], string>(
  "update sso_flows set answer = $2 where id = $1 and answer is null and used_at is null returning id",
  (row) => text(row, 0),
);

export const keepAssertion = statement<[Buffer, string], boolean>(
  "insert into saml_assertions (digest, expires_at) values ($1, $2) on conflict (digest) do nothing returning true",
  (row) => flag(row, 0),
);

export const dropOldFlows = command<[string]>("delete from sso_flows where expires_at < $1");
export const dropOldAssertions = command<[string]>("delete from saml_assertions where expires_at < $1");
