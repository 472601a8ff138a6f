import { diff } from "#kernel/events/diff";
import { insertAccount, insertAccountEmail } from "#modules/accounts";
import type { SignInContext } from "#modules/sessions";
import { checkLimit, insertUser, linkAccount, withTableRules, writableRow } from "#modules/users";
import type { Asserted } from "./asserted.ts";
import { activatePerson, type Person } from "./identity-queries.ts";
import type { UsableConnection } from "./queries.ts";
import { rolesFor, syncRoles } from "./roles.ts";

type From = { context: SignInContext; connection: UsableConnection; asserted: Asserted };

/** A new account whose address the provider has proven. */
export async function makeAccount({ context }: From, email: string): Promise<string> {
  const { db, now, newId } = context;
  const id = newId();
  const at = now.toISOString();
  await db.asSystem().queries(insertAccount(id, null, at), insertAccountEmail(id, email, at, at));
  return id;
}

/** Adds the person to the connection's organization, if there is still room. Runs inside of that organization. */
export async function makePerson(from: From, accountId: string, email: string): Promise<void> {
  const { context, connection, asserted } = from;
  const { db, now, newId } = context;
  await checkLimit(db);
  const id = newId();
  const fields = { email, firstName: asserted.firstName, lastName: asserted.lastName };
  const [row] = await withTableRules(
    db.query(insertUser({ ...writableRow(fields), id, status: "active", roles: [], now, by: null })),
  );
  if (row === undefined) throw new Error("the person was not stored");
  await db.asSystem().query(linkAccount(connection.organizationId, id, accountId));
  const wanted = rolesFor(connection, asserted.groups);
  const { after } = await syncRoles(db, { uuid: id, roles: [] }, wanted, { now, newId });
  context.recordBeside({
    name: "user.created",
    organizationId: connection.organizationId,
    target: { type: "user", id, name: row.displayName },
    changes: diff({}, { ...fields, status: "active", roles: after }),
    data: { connection: connection.uuid },
  });
}

/** Lets somebody in who is here already: active from now on, with the roles that their groups give today. */
export async function welcome(from: From, person: Person): Promise<void> {
  const { context, connection, asserted } = from;
  const { db, now, newId } = context;
  const target = { type: "user", id: person.uuid, name: person.displayName };
  const { organizationId } = connection;
  if (person.status === "pending") {
    await db.asSystem().query(activatePerson(organizationId, person.uuid, now.toISOString()));
    context.recordBeside({
      name: "user.status_changed",
      organizationId,
      target,
      changes: [{ field: "status", before: "pending", after: "active" }],
    });
  }
  const { before, after } = await syncRoles(db, person, rolesFor(connection, asserted.groups), {
    now,
    newId,
  });
  const changes = [{ field: "roles", before, after }];
  if (after.some((slug) => !before.includes(slug)))
    context.recordBeside({ name: "user.role_assigned", organizationId, target, changes });
  else if (before.some((slug) => !after.includes(slug)))
    context.recordBeside({ name: "user.role_removed", organizationId, target, changes });
}

/** Whoever was taken out stays out, whatever a provider says of them. */
export const mayEnter = ({ status }: Pick<Person, "status">): boolean =>
  status === "active" || status === "pending";
