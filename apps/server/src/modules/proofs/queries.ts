import { command, statement, type RawRow } from "#kernel/db/statement";
import { text, textOrNull, time } from "#kernel/db/values";

// Proofs belong to people, many of whom are not signed in: every statement runs as the system, bound by its arguments.

export type StoredProof = {
  id: string;
  accountId: string | null;
  organizationId: string | null;
  email: string;
  sealed: string | null;
  createdAt: string;
  expiresAt: string;
};

const columns = "id, account_id, organization_id, email, sealed, created_at, expires_at";

function readProof(row: RawRow): StoredProof {
  return {
    id: text(row, 0),
    accountId: textOrNull(row, 1),
    organizationId: textOrNull(row, 2),
    email: text(row, 3),
    sealed: textOrNull(row, 4),
    createdAt: time(row, 5),
    expiresAt: time(row, 6),
  };
}

export const insertProof = command<
  [string, Buffer, string, string | null, string | null, string, string, string, string]
>(
  `insert into proofs (id, digest, purpose, account_id, organization_id, email, sealed, created_at, expires_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
);

/** What was asked for before, by the same person for the same purpose, counts no more. */
export const supersede = command<[string, string, string | null, string | null, string, boolean]>(
  `update proofs set used_at = $5, sealed = null
   where purpose = $1 and (email = $2 or $6) and account_id is not distinct from $3::uuid
     and organization_id is not distinct from $4::uuid and used_at is null`,
);

export const findProof = statement<[Buffer, string, string], StoredProof>(
  `select ${columns} from proofs where digest = $1 and purpose = $2 and used_at is null and expires_at > $3`,
  readProof,
);

/** The row's lock lets one of many through; the old values are read before they are wiped. */
const taking = (condition: string): string =>
  `with found as (
     select ${columns} from proofs where ${condition} and purpose = $2 and used_at is null and expires_at > $3 for update
   ), used as (update proofs p set used_at = $3, sealed = null from found where p.id = found.id)
   select ${columns} from found`;
export const takeProof = statement<[Buffer, string, string], StoredProof>(taking("digest = $1"), readProof);
export const takeProofById = statement<[string, string, string], StoredProof>(taking("id = $1"), readProof);

export const liveProofsOf = statement<[string, string, string], StoredProof>(
  `select ${columns} from proofs where email = $1 and purpose = $2 and used_at is null and expires_at > $3
   order by created_at desc, id desc`,
  readProof,
);

export const voidProof = command<[string, string]>(
  "update proofs set used_at = $2, sealed = null where id = $1 and used_at is null",
);
export const voidProofsOfAccount = command<[string, string, readonly string[]]>(
  `update proofs set used_at = $2, sealed = null
   where account_id = $1 and used_at is null and purpose <> all($3)`,
);
export const voidProofsOfEmail = command<[string, string, string]>(
  "update proofs set used_at = $3, sealed = null where email = $1 and purpose = $2 and used_at is null",
);

export const dropExpiredProofs = command<[string]>("delete from proofs where expires_at < $1");

/** Lets one at a time decide about the proofs of an address; held until the transaction ends. */
export const holdAddress = command<[string]>(
  "select pg_advisory_xact_lock(hashtextextended('proofs ' || $1, 0))",
);
