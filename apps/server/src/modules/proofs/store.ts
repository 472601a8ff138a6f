import { randomToken, sha256 } from "#kernel/crypto";
import type { Reader } from "#kernel/db/reader";
import type { KeyRing } from "#kernel/key-ring";
import {
  findProof,
  holdAddress,
  insertProof,
  liveProofsOf,
  supersede,
  takeProof,
  takeProofById,
  voidProof,
  voidProofsOfAccount,
  voidProofsOfEmail,
  type StoredProof,
} from "./queries.ts";

/** What a proof is good for; a token of one purpose is nothing for another. */
export type ProofPurpose =
  | "registration_request"
  | "registration"
  | "recovery_request"
  | "password_reset"
  | "invitation"
  | "email_change"
  | "email_revert"
  | "mail_link";

export type MailedProof<D> = {
  id: string;
  accountId: string | null;
  organizationId: string | null;
  email: string;
  createdAt: string;
  expiresAt: string;
  data: D;
};

export type NewProof = {
  purpose: ProofPurpose;
  email: string;
  accountId?: string | null;
  organizationId?: string | null;
  /** JSON that waits for the proof. It is sealed at rest and wiped when the proof is used. */
  data?: unknown;
  lifetimeSeconds: number;
  now: Date;
  /** Earlier ones of the same purpose, address, account and organization stay good. */
  keepEarlier?: boolean;
  /** Earlier ones of the account for this purpose are void, whatever address they went to. */
  onePerAccount?: boolean;
};

/**
 * One-time proofs that travel by mail. Each function takes the reader to work with: `db.asSystem()` of a transaction
 * for writes, `database.asSystem()` to look.
 */
export type Proofs = {
  make(system: Reader, proof: NewProof): Promise<{ id: string; token: string; expiresAt: Date }>;
  /** Without using it up, for pages that show what a link is about; null when it is good for nothing. */
  look<D>(system: Reader, purpose: ProofPurpose, token: string, now: Date): Promise<MailedProof<D> | null>;
  /** Uses it up; of many at once, one gets it and the others null. */
  consume<D>(system: Reader, purpose: ProofPurpose, token: string, now: Date): Promise<MailedProof<D> | null>;
  /** Uses it up without its token, for the server's own work. */
  take<D>(system: Reader, purpose: ProofPurpose, id: string, now: Date): Promise<MailedProof<D> | null>;
  /** Those that wait for an address, the newest first, while nobody else may add to them. */
  hold<D>(system: Reader, purpose: ProofPurpose, email: string, now: Date): Promise<MailedProof<D>[]>;
  revoke(system: Reader, id: string, now: Date): Promise<void>;
  /** After a password or an address was changed: nothing mailed before is good any more. */
  dropOfAccount(
    system: Reader,
    accountId: string,
    now: Date,
    except?: readonly ProofPurpose[],
  ): Promise<void>;
  dropOfEmail(system: Reader, purpose: ProofPurpose, email: string, now: Date): Promise<void>;
};

/** 192 bits: enough for a token that lives for days, and short enough for a line of mail. */
const tokenBytes = 24;
export const tokenShape = /^[A-Za-z0-9_-]{32}$/;

export function createProofs(deps: { keys: KeyRing; newId: () => string }): Proofs {
  const { keys, newId } = deps;

  function opened<D>(stored: StoredProof | undefined): MailedProof<D> | null {
    if (stored === undefined) return null;
    const { sealed, ...rest } = stored;
    const content = sealed === null ? "{}" : keys.decrypt("secrets", sealed, stored.id).toString();
    const data = JSON.parse(content) as D;
    return { ...rest, data };
  }

  return {
    async make(system, proof) {
      const { purpose, email, accountId = null, organizationId = null, now } = proof;
      const id = newId();
      const token = randomToken(tokenBytes);
      const expiresAt = new Date(now.getTime() + proof.lifetimeSeconds * 1000);
      const sealed = keys.encrypt("secrets", JSON.stringify(proof.data ?? {}), id);
      const at = now.toISOString();
      if (proof.keepEarlier !== true) {
        const anyAddress = proof.onePerAccount === true && accountId !== null;
        await system.query(supersede(purpose, email, accountId, organizationId, at, anyAddress));
      }
      const until = expiresAt.toISOString();
      await system.query(
        insertProof(id, sha256(token), purpose, accountId, organizationId, email, sealed, at, until),
      );
      return { id, token, expiresAt };
    },
    async look(system, purpose, token, now) {
      if (!tokenShape.test(token)) return null;
      return opened((await system.query(findProof(sha256(token), purpose, now.toISOString())))[0]);
    },
    async consume(system, purpose, token, now) {
      if (!tokenShape.test(token)) return null;
      return opened((await system.query(takeProof(sha256(token), purpose, now.toISOString())))[0]);
    },
    take: async (system, purpose, id, now) =>
      opened((await system.query(takeProofById(id, purpose, now.toISOString())))[0]),
    async hold<D>(system: Reader, purpose: ProofPurpose, email: string, now: Date) {
      await system.query(holdAddress(email));
      const waiting = await system.query(liveProofsOf(email, purpose, now.toISOString()));
      return waiting.flatMap((stored) => opened<D>(stored) ?? []);
    },
    async revoke(system, id, now) {
      await system.query(voidProof(id, now.toISOString()));
    },
    async dropOfAccount(system, accountId, now, except = []) {
      await system.query(voidProofsOfAccount(accountId, now.toISOString(), except));
    },
    async dropOfEmail(system, purpose, email, now) {
      await system.query(voidProofsOfEmail(email, purpose, now.toISOString()));
    },
  };
}
