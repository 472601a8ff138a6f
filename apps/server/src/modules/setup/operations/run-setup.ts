import { permissionNames, runSetup } from "@atrium/contracts";
import { foldText } from "@atrium/filter";
import { violatedConstraint } from "#kernel/db/failures";
import { operation } from "#kernel/operation";
import type { PasswordHasher } from "#kernel/password-hash";
import { systemCaller } from "#kernel/caller";
import { permissionSet } from "#kernel/permission-set";
import { checkPassword, hashPassword, insertAccount, insertAccountEmail } from "#modules/accounts";
import { defaultSettings, insertOrganization } from "#modules/organizations";
import { giveRoles } from "#modules/roles";
import { membershipsOf, sessionInfo, startSession } from "#modules/sessions";
import { insertUser, linkAccount, writableRow } from "#modules/users";
import type { SetupState } from "../state.ts";

const slugOf = (name: string): string =>
  foldText(name)
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 40) || "platform";

/** The first call of all: the platform's organization, its owner and the owner's session, in one transaction. */
export const runSetupOperation = (deps: { state: SetupState; hasher: PasswordHasher }) =>
  operation(runSetup, async ({ db, request, now, newId, record, setCookie, enqueue, fail }, { body }) => {
    const { state, hasher } = deps;
    if (state.platformId() !== null) fail("setup.done");
    if (!request.local && !state.fits(body.code)) fail("setup.code_wrong");
    checkPassword(body.password, { email: body.email, pointer: "/password" });
    const hash = await hashPassword(hasher, body.password);
    const system = db.asSystem();
    const at = now.toISOString();
    const slug = slugOf(body.organizationName);
    const [organization] = await system
      .query(
        insertOrganization(
          newId(),
          null,
          slug,
          body.organizationName,
          foldText(body.organizationName),
          true,
          null,
          JSON.stringify(defaultSettings),
          at,
        ),
      )
      .catch((cause: unknown) =>
        violatedConstraint(cause) === null ? Promise.reject(cause) : fail("setup.done"),
      );
    if (organization === undefined) throw new Error("the platform's organization was not stored");
    const accountId = newId();
    await system.queries(
      insertAccount(accountId, hash, at),
      insertAccountEmail(accountId, body.email, at, at),
    );
    await db.enter(organization.uuid);
    const userId = newId();
    const { email, firstName, lastName } = body;
    const person = writableRow({ email, firstName, lastName });
    const [user] = await db.query(
      insertUser({ ...person, id: userId, status: "active", roles: ["super-admin"], now, by: null }),
    );
    if (user === undefined) throw new Error("the owner was not stored");
    await system.query(linkAccount(organization.uuid, userId, accountId));
    const everything = permissionSet(permissionNames);
    const starter = {
      ...systemCaller("setup", organization.uuid, everything),
      platformPermissions: everything,
    };
    await giveRoles(db, { caller: starter, userId, roles: ["super-admin"], now, newId });
    const session = await startSession(system, {
      accountId, kind: "cookie", organizationId: organization.uuid, remember: false, proofs: [{ method: "password", at }], request,
      now, newId,
    }); // prettier-ignore
    if (body.demo)
      await enqueue({ kind: "demo.create", input: {}, organizationId: organization.uuid, dedupeKey: "demo" });
    record({
      name: "platform.set_up",
      organizationId: organization.uuid,
      actor: { type: "user", id: userId, name: user.displayName },
      sessionId: session.id,
      target: { type: "organization", id: organization.uuid, name: organization.name },
      changes: [
        { field: "name", before: null, after: organization.name },
        { field: "owner", before: null, after: body.email },
      ],
    });
    setCookie({ cookie: "session", token: session.secret, maxAgeSeconds: session.maxAgeSeconds });
    const memberships = await system.query(membershipsOf(accountId));
    return sessionInfo({
      session,
      memberships,
      account: { id: accountId, email: body.email, locale: null },
      caller: {
        organizationId: organization.uuid,
        userId,
        permissions: everything,
        platformPermissions: everything,
      },
    });
  });
