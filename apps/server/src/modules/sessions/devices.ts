import { randomToken, sha256 } from "#kernel/crypto";
import type { RequestInfo } from "#kernel/caller";
import type { Reader } from "#kernel/db/reader";
import { command, statement } from "#kernel/db/statement";
import { flag, text, textOrNull, time, timeOrNull } from "#kernel/db/values";
import { deviceName } from "./device-name.ts";

export type Device = {
  id: string;
  name: string;
  ip: string | null;
  firstSeenAt: string;
  lastSeenAt: string;
  trustedUntil: string | null;
};
const readDevice = (row: readonly (string | null)[]): Device => ({
  id: text(row, 0),
  name: text(row, 1),
  ip: textOrNull(row, 2),
  firstSeenAt: time(row, 3),
  lastSeenAt: time(row, 4),
  trustedUntil: timeOrNull(row, 5),
});
const columns = "id, name, ip, first_seen_at, last_seen_at, trusted_until";

export const findDevice = statement<[account: string, digest: Buffer], Device>(
  `select ${columns} from devices where account_id = $1 and digest = $2`,
  readDevice,
);
export const devicesOf = statement<[account: string], Device>(
  `select ${columns} from devices where account_id = $1 order by last_seen_at desc, id limit 200`,
  readDevice,
);
export const findDeviceById = statement<[account: string, id: string], Device>(
  `select ${columns} from devices where account_id = $1 and id = $2`,
  readDevice,
);
const hasDevices = statement<[account: string], boolean>(
  "select exists (select 1 from devices where account_id = $1)",
  (row) => flag(row, 0),
);
const insertDevice = command<[string, string, Buffer, string, string | null, string, string | null]>(
  `insert into devices (id, account_id, digest, name, ip, first_seen_at, last_seen_at, trusted_until)
   values ($1, $2, $3, $4, $5, $6, $6, $7)`,
);
/** The same browser under another value: whoever else signs in there is known there still. */
const renameDevice = command<[from: Buffer, to: Buffer]>("update devices set digest = $2 where digest = $1");
const noteDevice = command<[id: string, ip: string | null, now: string, trusted: string | null]>(
  "update devices set ip = $2, last_seen_at = $3, trusted_until = coalesce($4, trusted_until) where id = $1",
);
export const setTrust = statement<
  [account: string, id: string, until: string | null, name: string | null],
  Device
>(
  `update devices set trusted_until = $3, name = coalesce($4, name) where account_id = $1 and id = $2 returning ${columns}`,
  readDevice,
);
export const forgetDevice = statement<[account: string, id: string], string>(
  "delete from devices where account_id = $1 and id = $2 returning id",
  (row) => text(row, 0),
);
export const dropUnusedDevices = command<[before: string]>(
  `delete from devices d where d.last_seen_at < $1
     and not exists (select 1 from sessions s where s.device_id = d.id and s.ended_at is null)`,
);

const day = 86_400_000;

/** The account's device that a request comes from, when the account signed in there before. */
export async function knownDevice(
  reader: Reader,
  accountId: string,
  request: Pick<RequestInfo, "device">,
): Promise<Device | null> {
  if (request.device === null) return null;
  return (await reader.query(findDevice(accountId, sha256(request.device))))[0] ?? null;
}

export type SeenDevice = {
  id: string;
  name: string;
  /** The account had devices and this is none of them. */
  isNew: boolean;
  /** What the browser is to keep when it kept nothing yet. */
  token: string | null;
};

/** Notes that an account signed in on a device, and trusts it where that was wanted. */
export async function seeDevice(
  system: Reader,
  from: { accountId: string; request: RequestInfo; trustDays: number; now: Date; newId: () => string },
): Promise<SeenDevice> {
  const { accountId, request, now } = from;
  const at = now.toISOString();
  const trusted = from.trustDays > 0 ? new Date(now.getTime() + from.trustDays * day).toISOString() : null;
  const known = await knownDevice(system, accountId, request);
  if (known !== null) {
    await system.query(noteDevice(known.id, request.ip, at, trusted));
    return { id: known.id, name: known.name, isNew: false, token: null };
  }
  const [others = false] = await system.query(hasDevices(accountId));
  // What the browser kept already may have been put there by somebody who has kept it too (attacks: fixation).
  const token = randomToken();
  if (request.device !== null) await system.query(renameDevice(sha256(request.device), sha256(token)));
  const id = from.newId();
  const name = deviceName(request.agent);
  await system.query(insertDevice(id, accountId, sha256(token), name, request.ip, at, trusted));
  return { id, name, isNew: others, token };
}
