import { forgetDevice, formatId, listDevices, trustDevice, type Output } from "@atrium/contracts";
import type { Database } from "#kernel/db/database";
import { operation } from "#kernel/operation";
import {
  devicesOf,
  findDeviceById,
  forgetDevice as removeDevice,
  knownDevice,
  setTrust,
  type Device,
} from "../devices.ts";
import { endOnDevice } from "../owned.ts";
import { isTwoFactors } from "../proofs.ts";
import { findSessionById } from "../queries.ts";
import type { SignInDeps } from "../sign-in.ts";

type Shown = Output<typeof trustDevice>;
const shown = (device: Device, currentId: string | null): Shown => ({
  ...device,
  id: formatId("device", device.id),
  current: device.id === currentId,
});

export const listDevicesOperation = operation(listDevices, async ({ asSystem, caller, request, fail }) => {
  const { accountId } = caller;
  if (accountId === null) return fail("auth.required");
  const current = await knownDevice(asSystem(), accountId, request);
  const devices = await asSystem().query(devicesOf(accountId));
  return { items: devices.map((device) => shown(device, current?.id ?? null)) };
});

export const trustDeviceOperation = (deps: {
  database: Database;
  requirementOf: SignInDeps["requirementOf"];
  factorsOf: SignInDeps["factorsOf"];
}) =>
  operation(trustDevice, async ({ db, caller, request, now, record, unchanged, fail }, { params, body }) => {
    const { accountId, sessionId } = caller;
    if (accountId === null || sessionId === null) return fail("auth.required");
    const reader = deps.database.asSystem();
    const [session] = await reader.query(findSessionById(sessionId));
    // Trust stands in for the second factor, so it takes one to give it.
    if (
      body.trusted &&
      !isTwoFactors(session?.proofs ?? []) &&
      (await deps.factorsOf(reader, accountId)).length > 0
    )
      return fail("auth.factor_required");
    const { trustedDeviceDays: days } = await deps.requirementOf(reader, accountId, now);
    const current = await knownDevice(reader, accountId, request);
    const system = db.asSystem();
    const [before] = await system.query(findDeviceById(accountId, params.id));
    const until = body.trusted && days > 0 ? new Date(now.getTime() + days * 86_400_000).toISOString() : null;
    const [device] = await system.query(setTrust(accountId, params.id, until, body.name ?? null));
    if (device === undefined || before === undefined) return fail("resource.not_found");
    if (before.trustedUntil === null && until === null && before.name === device.name) unchanged();
    else
      record({
        name: "device.trusted",
        target: { type: "account", id: accountId, name: caller.actor.name },
        changes: [{ field: "trustedUntil", before: before.trustedUntil, after: device.trustedUntil }],
        data: { device: params.id, name: device.name },
      });
    return shown(device, current?.id ?? null);
  });

export const forgetDeviceOperation = operation(
  forgetDevice,
  async ({ db, caller, now, record, fail }, { params }) => {
    const { accountId } = caller;
    if (accountId === null) return fail("auth.required");
    const system = db.asSystem();
    const ended = await system.query(endOnDevice(accountId, params.id, now.toISOString()));
    const [gone] = await system.query(removeDevice(accountId, params.id));
    if (gone === undefined) return fail("resource.not_found");
    record({
      name: "device.forgotten",
      target: { type: "account", id: accountId, name: caller.actor.name },
      data: { device: params.id, sessions: ended.length },
    });
  },
);
