import { createServiceAccount, deleteServiceAccount, updateServiceAccount } from "@atrium/contracts";
import { foldText } from "@atrium/filter";
import { diff } from "#kernel/events/diff";
import { operation } from "#kernel/operation";
import { giveRoles, rolesToGive } from "#modules/roles";
import { revokeKeysOf } from "../queries.ts";
import {
  deleteServiceAccountRow,
  findServiceAccount,
  insertServiceAccount,
  takeAllGrants,
  takeRoles,
  updateServiceAccountRow,
} from "../service-account-queries.ts";
import {
  serviceAccountFields,
  serviceAccountTarget,
  takeServiceAccount,
  withFreeName,
} from "../take-service-account.ts";

const sorted = (roles: readonly string[]): string[] => [...new Set(roles)].sort();

export const createServiceAccountOperation = operation(
  createServiceAccount,
  async ({ db, caller, now, newId, record }, { body }) => {
    const id = newId();
    const { name } = body;
    const description = body.description || null;
    const roles = sorted(body.roles);
    const insert = insertServiceAccount(
      id,
      name,
      foldText(name),
      description,
      now.toISOString(),
      caller.userId,
    );
    await withFreeName(db.query(insert));
    await giveRoles(db, { caller, roles, now, newId, subject: { type: "service_account", id } });
    record({
      name: "service_account.created",
      target: serviceAccountTarget({ uuid: id, name }),
      changes: diff({}, serviceAccountFields({ name, description, status: "active", roles })),
    });
    const [row] = await db.query(findServiceAccount(id));
    if (row === undefined) throw new Error("the service account was not stored");
    return row;
  },
);

export const updateServiceAccountOperation = operation(
  updateServiceAccount,
  async ({ db, caller, request, now, newId, record, unchanged }, { params, body }) => {
    const row = await takeServiceAccount(db, params.id, { caller, ifMatch: request.ifMatch });
    const wanted = {
      name: body.name ?? row.name,
      description: body.description === undefined ? row.description : body.description || null,
      status: body.status ?? row.status,
      roles: body.roles === undefined ? row.roles : sorted(body.roles),
    };
    const changes = diff(serviceAccountFields(row), serviceAccountFields(wanted));
    if (changes.length === 0) {
      unchanged();
      return row;
    }
    const { name, description, status, roles } = wanted;
    const update = updateServiceAccountRow(
      row.uuid, name, foldText(name), description, status, now.toISOString(), caller.userId,
    ); // prettier-ignore
    await withFreeName(db.query(update));
    const added = roles.filter((slug) => !row.roles.includes(slug));
    const removed = row.roles.filter((slug) => !roles.includes(slug));
    await rolesToGive(db, caller, removed);
    await db.query(takeRoles(row.uuid, removed));
    const subject = { type: "service_account" as const, id: row.uuid };
    await giveRoles(db, { caller, roles: added, now, newId, subject });
    record({
      name: "service_account.updated",
      target: serviceAccountTarget({ uuid: row.uuid, name }),
      changes,
    });
    const [updated] = await db.query(findServiceAccount(row.uuid));
    if (updated === undefined) throw new Error("the service account was not stored");
    return updated;
  },
);

export const deleteServiceAccountOperation = operation(
  deleteServiceAccount,
  async ({ db, caller, request, now, record }, { params }) => {
    const row = await takeServiceAccount(db, params.id, { caller, ifMatch: request.ifMatch });
    const at = now.toISOString();
    const revoked = await db.query(revokeKeysOf(row.uuid, at));
    await db.queries(takeAllGrants(row.uuid), deleteServiceAccountRow(row.uuid, at, caller.userId));
    record({
      name: "service_account.deleted",
      target: serviceAccountTarget(row),
      changes: [{ field: "deletedAt", before: null, after: at }],
      data: { revokedKeys: revoked.length },
    });
  },
);
