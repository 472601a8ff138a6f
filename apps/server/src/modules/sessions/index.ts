import { z } from "zod";
import type { SessionInfo } from "@atrium/contracts";
import type { Caller } from "#kernel/caller";
import type { Database } from "#kernel/db/database";
import { listener, type Listener } from "#kernel/events/listeners";
import { job } from "#kernel/jobs/kind";
import { module, type Module } from "#kernel/module";
import type { PasswordHasher } from "#kernel/password-hash";
import type { PasswordRulesOf } from "#modules/accounts";
import type { Messages } from "#modules/messages";
import type { Access } from "#modules/roles";
import type { AccessTokens } from "./access-token.ts";
import type { NoteAttempt } from "./attempt.ts";
import { dropUnusedDevices } from "./devices.ts";
import type { Throttle } from "./failures.ts";
import type { IdentityCache } from "./identify.ts";
import { currentSessionOperation } from "./operations/current-session.ts";
import { forgetDeviceOperation, listDevicesOperation, trustDeviceOperation } from "./operations/devices.ts";
import { forcePasswordChangeOperation } from "./operations/force-password-change.ts";
import { loginOperation } from "./operations/login.ts";
import { logoutOperation } from "./operations/logout.ts";
import {
  endOtherSessionsOperation,
  endSessionOperation,
  listSessionsOperation,
} from "./operations/own-sessions.ts";
import { refreshOperation, type Replayed } from "./operations/refresh.ts";
import { renewPasswordOperation } from "./operations/renew-password.ts";
import { signingKeysOperation } from "./operations/signing-keys.ts";
import { stepUpOperation, type CheckCode } from "./operations/step-up.ts";
import {
  endUserSessionOperation,
  endUserSessionsOperation,
  listUserSessionsOperation,
} from "./operations/user-sessions.ts";
import { dropOldSessions } from "./queries.ts";
import type { RefreshTokens } from "./refresh-token.ts";
import type { SignIn, SignInDeps } from "./sign-in.ts";
import { dropOldTickets } from "./tickets.ts";

export { createAccessTokens, type AccessTokens } from "./access-token.ts";
export type { NoteAttempt } from "./attempt.ts";
export { createThrottle, type Throttle } from "./failures.ts";
export { createIdentify, type Identified, type IdentityCache, type StandIn } from "./identify.ts";
export { sessionInfo } from "./info.ts";
export { endWithin } from "./owned.ts";
export { countingIn, isTwoFactors, type Proof } from "./proofs.ts";
export {
  distrustDevicesOf,
  endSessionsOf,
  findSessionById,
  forgetProofsOf,
  membershipsOf,
  noteProof,
} from "./queries.ts";
export { createRefreshTokens } from "./refresh-token.ts";
export type { CheckCode } from "./operations/step-up.ts";
export { createSignIn, usableFactors, type SignIn, type SignInContext } from "./sign-in.ts";
export { startSession } from "./start.ts";
export { openTicket, peekTicket, type Ticket } from "./tickets.ts";

/** What an event is about decides which cached callers are asked for again. */
function forgetful(cache: IdentityCache): Listener[] {
  const forget = (pattern: string, kind: string) =>
    listener(pattern, ({ targetId }) => {
      if (targetId !== null) cache.deleteTag(`${kind}:${targetId}`);
    });
  return [
    forget("session.*", "session"),
    forget("account.*", "account"),
    forget("user.*", "user"),
    forget("organization.*", "organization"),
    // Who may enter what is below it, and all that lies there, is known of no cached caller.
    listener("organization.moved", () => cache.clear()),
    // While it was nowhere, its people were nobody's.
    listener("organization.restored", () => cache.clear()),
    // A role or a group may be anybody's; a template is held in every organization.
    listener("role.*", ({ organizationId, targetType }) =>
      targetType === "template" ? cache.clear() : cache.deleteTag(`organization:${organizationId}`),
    ),
    listener("group.*", ({ organizationId }) => cache.deleteTag(`organization:${organizationId}`)),
    listener("grant.*", ({ organizationId, targetType, targetId }) =>
      cache.deleteTag(targetType === "user" ? `user:${targetId}` : `organization:${organizationId}`),
    ),
    // Everyone who acts in the organization: the rules may want another factor of them.
    listener("policy.updated", ({ organizationId }) => cache.deleteTag(`organization:${organizationId}`)),
    // What ends many sessions at once is about their account.
    forget("sessions.ended", "account"),
    forget("device.forgotten", "account"),
    forget("impersonation.*", "user"),
    // A rule may have asked for a fresh factor.
    forget("security.alerted", "user"),
  ];
}

const keepDays = 30;
const keepDevicesDays = 400;
const cleanUp = job({
  kind: "sessions.clean_up",
  input: z.object({}),
  everySeconds: 3600,
  run: async ({ database, clock }) => {
    const daysAgo = (days: number): string =>
      new Date(clock.now().getTime() - days * 86_400_000).toISOString();
    await database
      .asSystem()
      .queries(
        dropOldSessions(daysAgo(keepDays)),
        dropOldTickets(daysAgo(1)),
        dropUnusedDevices(daysAgo(keepDevicesDays)),
      );
    return null;
  },
});

export type SessionsDeps = {
  readonly database: Database;
  readonly hasher: PasswordHasher;
  readonly access: Access;
  readonly cache: IdentityCache;
  readonly tokens: AccessTokens;
  readonly refreshTokens: RefreshTokens;
  readonly throttle: Throttle;
  readonly signIn: SignIn;
  readonly infoOf: (caller: Caller) => SessionInfo | null;
  readonly noteAttempt: NoteAttempt;
  readonly replayed: Replayed;
  readonly checkCode: CheckCode;
  readonly requirementOf: SignInDeps["requirementOf"];
  readonly factorsOf: SignInDeps["factorsOf"];
  readonly passwordRulesOf: PasswordRulesOf;
  readonly messages: Messages;
};

export function sessionsModule(deps: SessionsDeps): Module {
  const { rightsOf } = deps.access;
  return module({
    name: "sessions",
    operations: [
      loginOperation(deps),
      logoutOperation,
      refreshOperation(deps),
      renewPasswordOperation(deps),
      stepUpOperation(deps),
      signingKeysOperation(deps.tokens),
      currentSessionOperation(deps.infoOf),
      listSessionsOperation,
      endSessionOperation,
      endOtherSessionsOperation,
      listUserSessionsOperation,
      endUserSessionsOperation(rightsOf),
      endUserSessionOperation(rightsOf),
      forcePasswordChangeOperation(rightsOf),
      listDevicesOperation,
      trustDeviceOperation(deps),
      forgetDeviceOperation,
    ],
    listeners: forgetful(deps.cache),
    jobs: [cleanUp],
  });
}
