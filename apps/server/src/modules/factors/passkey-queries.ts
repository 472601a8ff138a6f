import { formatId, type Passkey } from "@atrium/contracts";
import { statement, type RawRow } from "#kernel/db/statement";
import { bytes, flag, integer, text, textArray, time, timeOrNull } from "#kernel/db/values";

const shownColumns = "id, name, transports, backed_up, created_at, last_used_at";
const readShown = (row: RawRow): Passkey => ({
  id: formatId("passkey", text(row, 0)),
  name: text(row, 1),
  transports: textArray(row, 2),
  backedUp: flag(row, 3),
  createdAt: time(row, 4),
  lastUsedAt: timeOrNull(row, 5),
});

export const passkeysOf = statement<[account: string], Passkey>(
  `select ${shownColumns} from passkeys where account_id = $1 order by created_at, id`,
  readShown,
);

/** What a browser needs to find one among its keys. */
export const credentialsOf = statement<[account: string, site: string], { id: string; transports: string[] }>(
  "select credential_id, transports from passkeys where account_id = $1 and rp_id = $2 order by created_at",
  (row) => ({ id: text(row, 0), transports: textArray(row, 1) }),
);

/** Answers nothing where the credential is known already, to whomever it belongs. */
export const insertPasskey = statement<
  [
    id: string, account: string, site: string, credential: string, key: Buffer, count: number, transports: readonly string[],
    backedUp: boolean, name: string, now: string,
  ],
  Passkey
>(
  `insert into passkeys (id, account_id, rp_id, credential_id, public_key, sign_count, transports, backed_up, name, created_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (credential_id) do nothing returning ${shownColumns}`,
  readShown,
); // prettier-ignore

export type StoredPasskey = {
  id: string;
  accountId: string;
  publicKey: Buffer;
  signCount: number;
  accountActive: boolean;
};
export const passkeyByCredential = statement<[credential: string, site: string], StoredPasskey>(
  `select p.id, p.account_id, p.public_key, p.sign_count, a.status = 'active'
   from passkeys p join accounts a on a.id = p.account_id where p.credential_id = $1 and p.rp_id = $2`,
  (row) => ({
    id: text(row, 0),
    accountId: text(row, 1),
    publicKey: bytes(row, 2),
    signCount: integer(row, 3),
    accountActive: flag(row, 4),
  }),
);

/** Moves the counter forward; keys that do not count stay at zero. */
export const notePasskeyUsed = statement<[id: string, count: number, backedUp: boolean, now: string], string>(
  `update passkeys set sign_count = $2, backed_up = $3, last_used_at = $4
   where id = $1 and (sign_count < $2 or (sign_count = 0 and $2 = 0)) returning id`,
  (row) => text(row, 0),
);

export const lockPasskey = statement<[account: string, id: string], Passkey>(
  `select ${shownColumns} from passkeys where account_id = $1 and id = $2 for no key update`,
  readShown,
);
export const renamePasskey = statement<[account: string, id: string, name: string], Passkey>(
  `update passkeys set name = $3 where account_id = $1 and id = $2 returning ${shownColumns}`,
  readShown,
);
export const dropPasskey = statement<[account: string, id: string], Passkey>(
  `delete from passkeys where account_id = $1 and id = $2 returning ${shownColumns}`,
  readShown,
);
