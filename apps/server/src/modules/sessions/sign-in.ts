import type { FactorKind, SignInAnswer } from "@atrium/contracts";
import type { Reader } from "#kernel/db/reader";
import type { WriteContext } from "#kernel/operation";
import { fail } from "#kernel/operation";
import { noPermissions } from "#kernel/permission-set";
import { mustRenewPassword } from "#modules/accounts";
import type { Messages } from "#modules/messages";
import type { Requirement } from "#modules/policies";
import type { Access } from "#modules/roles";
import { noteSignIn } from "#modules/users";
import { accessTokenSeconds, type AccessTokens } from "./access-token.ts";
import { knownDevice, seeDevice, type SeenDevice } from "./devices.ts";
import { sessionInfo } from "./info.ts";
import { cameThrough, isOutdated, isTwoFactors, opened, type Proof } from "./proofs.ts";
import {
  endSession,
  findAccountState,
  membershipsOf,
  peopleOf,
  type AccountState,
  type Membership,
} from "./queries.ts";
import type { RefreshTokens } from "./refresh-token.ts";
import { startSession } from "./start.ts";
import { makeTicket, takeTicket, type Ticket } from "./tickets.ts";

export type SignInDeps = {
  readonly system: Reader;
  readonly access: Access;
  readonly tokens: AccessTokens;
  readonly refreshTokens: RefreshTokens;
  readonly messages: Messages;
  /** The second factors that an account has set up. */
  readonly factorsOf: (reader: Reader, accountId: string) => Promise<readonly FactorKind[]>;
  readonly requirementOf: (reader: Reader, accountId: string, now: Date) => Promise<Requirement>;
  readonly ssoEnforced: (reader: Reader, organizationId: string) => Promise<boolean>;
};

/** Whatever operation leads here; its own errors are its own. */
export type SignInContext = Omit<WriteContext, "fail">;

export type Arrival = {
  readonly accountId: string;
  readonly proofs: readonly Proof[];
  readonly mode: "cookie" | "token";
  readonly remember: boolean;
  /** Where to go; the person's first organization without it. */
  readonly organizationId?: string | null;
  readonly trustDevice?: boolean;
};

export type SignIn = {
  /** After a proof was given: starts the session, or answers with a ticket when more is wanted. Tells the event itself. */
  proceed(context: SignInContext, arrival: Arrival): Promise<SignInAnswer>;
  /** Uses a ticket up with the proof that it wanted, and goes on. */
  finishTicket(context: SignInContext, ticket: string, proof: Proof): Promise<SignInAnswer>;
};

const unfinished = (next: "factor" | "enrol" | "password", ticket: string, factors: readonly FactorKind[]): SignInAnswer => ({
  next, ticket, factors: [...factors], token: null, refreshToken: null, expiresIn: null, session: null,
}); // prettier-ignore

/** Kinds that the organizations still allow; one that they forbade later is better than none at all. */
export function usableFactors(
  held: readonly FactorKind[],
  { factors }: { readonly factors: readonly FactorKind[] },
): readonly FactorKind[] {
  const allowed = held.filter((kind) => factors.some((each) => each === kind));
  if (allowed.length === 0) return held;
  return held.filter((kind) => kind === "recovery_code" || allowed.includes(kind));
}

/** The one way from proofs to a session; every door leads here, so that each of them is as high as the others. */
export function createSignIn(deps: SignInDeps): SignIn {
  const { system, access, tokens, refreshTokens, messages } = deps;

  async function waitFor(
    context: SignInContext,
    arrival: Arrival,
    purpose: Ticket["purpose"],
    factors: readonly FactorKind[],
  ): Promise<SignInAnswer> {
    const { accountId, proofs, mode, remember, organizationId = null, trustDevice = false } = arrival;
    const ticket = await makeTicket(
      context.db.asSystem(),
      { accountId, purpose, proofs, mode, remember, organizationId, trustDevice },
      context.now,
    );
    context.unchanged();
    return unfinished(purpose, ticket, purpose === "factor" ? factors : []);
  }

  /** What is still wanted, or the proofs with which the session may start. */
  async function weigh(
    context: SignInContext,
    arrival: Arrival,
    account: AccountState,
    requirement: Requirement,
    fenced: boolean,
  ): Promise<{ wait: SignInAnswer } | { proofs: readonly Proof[] }> {
    const { accountId } = arrival;
    let { proofs } = arrival;
    const held = await deps.factorsOf(context.db.asSystem(), accountId);
    const factors = usableFactors(held, requirement);
    // A first factor is the account's everywhere. Who came by one organization's word sets none up before they prove more.
    const wanted = factors.length > 0 || (requirement.secondFactor && !fenced);
    if (!isTwoFactors(proofs) && wanted) {
      if (factors.length === 0) return { wait: await waitFor(context, arrival, "enrol", factors) };
      const device = await knownDevice(system, accountId, context.request);
      const trusted =
        requirement.trustedDeviceDays > 0 &&
        device !== null &&
        device.trustedUntil !== null &&
        Date.parse(device.trustedUntil) > context.now.getTime();
      if (!trusted) return { wait: await waitFor(context, arrival, "factor", factors) };
      proofs = [...proofs, { method: "trusted_device", at: context.now.toISOString() }];
    }
    const rules = { maxAgeDays: requirement.passwordMaxAgeDays };
    const byPassword = proofs.some(({ method }) => method === "password");
    if (byPassword && mustRenewPassword(account, rules, context.now))
      return { wait: await waitFor(context, arrival, "password", factors) };
    return { proofs };
  }

  async function start(
    context: SignInContext,
    arrival: Arrival,
    account: AccountState,
    memberships: readonly Membership[],
    requirement: Requirement,
  ): Promise<SignInAnswer> {
    const { accountId, proofs, mode, remember } = arrival;
    const { db, request, now, newId, caller } = context;
    const own = db.asSystem();
    const here =
      memberships.find(({ organizationId }) => organizationId === arrival.organizationId) ?? memberships[0];
    const organizationId = here?.organizationId ?? null;
    const trustDays =
      arrival.trustDevice === true && isTwoFactors(proofs) ? requirement.trustedDeviceDays : 0;
    const device =
      mode === "cookie" ? await seeDevice(own, { accountId, request, trustDays, now, newId }) : null;
    const started = await startSession(own, {
      accountId, kind: mode, organizationId, remember, proofs, deviceId: device?.id ?? null, request, now, newId,
      lifetimes: requirement,
    }); // prettier-ignore
    // Another person, or the same once more, at the same browser: what was before is over.
    if (mode === "cookie" && caller.sessionId !== null)
      await own.query(endSession(caller.sessionId, now.toISOString(), "replaced"));
    if (here !== undefined) await own.query(noteSignIn(here.organizationId, here.userId, now.toISOString()));
    const rights =
      here === undefined ? null : await access.rightsOfUser(own, here.organizationId, here.userId, now);
    const session = sessionInfo({
      session: started,
      account: { id: accountId, email: account.email, locale: account.locale },
      caller: {
        organizationId,
        userId: here?.userId ?? null,
        permissions: rights?.inside ?? noPermissions,
        platformPermissions: rights?.platform ?? noPermissions,
      },
      memberships,
    });
    giveCookies(context, started, device);
    if (device?.isNew === true) await tellOfDevice(context, account, organizationId, device);
    context.record({
      name: "session.started",
      ...(organizationId === null ? {} : { organizationId }),
      actor:
        here === undefined
          ? { type: "account", id: accountId, name: account.email }
          : { type: "user", id: here.userId, name: here.displayName },
      sessionId: started.id,
      target: { type: "session", id: started.id, name: null },
      data: { methods: proofs.map(({ method }) => method), mode, newDevice: device?.isNew ?? false },
    });
    const claims = { sessionId: started.id, accountId, userId: here?.userId ?? null, organizationId };
    const byToken = mode === "token";
    return {
      next: "done",
      ticket: null,
      factors: [],
      token: byToken ? tokens.issue(claims) : null,
      refreshToken: byToken ? refreshTokens.issue({ sessionId: started.id, counter: 0 }) : null,
      expiresIn: byToken ? accessTokenSeconds : null,
      session,
    };
  }

  function giveCookies(
    { setCookie }: SignInContext,
    { secret, maxAgeSeconds }: { secret: string | null; maxAgeSeconds: number | null },
    device: SeenDevice | null,
  ): void {
    if (secret !== null) setCookie({ cookie: "session", token: secret, maxAgeSeconds });
    if (device?.token != null)
      setCookie({ cookie: "device", token: device.token, maxAgeSeconds: deviceCookieSeconds });
  }

  async function tellOfDevice(
    { db, request, now }: SignInContext,
    account: AccountState,
    organizationId: string | null,
    device: SeenDevice,
  ): Promise<void> {
    await messages.queueMail(db, {
      to: account.email,
      locale: account.locale,
      organizationId,
      template: "new_device",
      data: { device: device.name, place: request.ip, at: now.toISOString() },
    });
  }

  async function proceed(context: SignInContext, arrival: Arrival): Promise<SignInAnswer> {
    const { accountId } = arrival;
    // What the call itself has just made counts too: an account or a person of a first sign-in.
    const own = context.db.asSystem();
    const [[account], memberships, people] = await own.queries(
      findAccountState(accountId),
      membershipsOf(accountId),
      peopleOf(accountId),
    );
    // Who is suspended everywhere has nowhere to go; the answer is the one for a wrong password.
    if (account?.status !== "active" || memberships.length === 0) return fail("auth.invalid_credentials");
    if (isOutdated(arrival.proofs, account.passwordChangedAt)) return fail("auth.invalid_credentials");
    const requirement = await deps.requirementOf(own, accountId, context.now);
    const { places, fenced } = opened(arrival.proofs, memberships, people.length);
    if (places.length === 0) return fail("auth.invalid_credentials");
    // Where an organization wants its people to come through it, they come in by no other door.
    const enterable = async (of: readonly Membership[], proofs: readonly Proof[]): Promise<Membership[]> => {
      const open: Membership[] = [];
      for (const place of of) {
        if (cameThrough(proofs, place) || !(await deps.ssoEnforced(own, place.organizationId)))
          open.push(place);
      }
      return open;
    };
    if ((await enterable(places, arrival.proofs)).length === 0) return fail("auth.sso_required");
    const weighed = await weigh(context, arrival, account, requirement, fenced);
    if ("wait" in weighed) return weighed.wait;
    const { proofs } = weighed;
    const reached = await enterable(opened(proofs, memberships).places, proofs);
    return start(context, { ...arrival, proofs }, account, reached, requirement);
  }

  return {
    proceed,
    async finishTicket(context, ticket, proof) {
      const taken = await takeTicket(context.db.asSystem(), ticket, context.now);
      // A new password stands in the place of the old one.
      const kept = taken.proofs.filter(({ method }) => method !== "password" || proof.method !== "password");
      return proceed(context, { ...taken, proofs: [...kept, proof] });
    },
  };
}

const deviceCookieSeconds = 400 * 86_400;
