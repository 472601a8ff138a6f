import { hostname } from "node:os";
import type { Clock } from "#kernel/clock";
import { limitsScaledBy } from "#kernel/admission";
import type { Bus } from "#kernel/bus";
import { isResync } from "#kernel/bus";
import { createCache, type Cache } from "#kernel/cache";
import { createCacheRegistry } from "#kernel/cache-registry";
import type { Config } from "#kernel/config";
import type { Database } from "#kernel/db/database";
import { announce, type EventNotice } from "#kernel/events/listeners";
import { eventsChannel, startRelay, type Relay } from "#kernel/events/relay";
import { createExecute, type Execute } from "#kernel/execute";
import type { Identify } from "#kernel/http/routes";
import { createIds } from "#kernel/ids";
import { createJobEngine, type JobEngine } from "#kernel/jobs/engine";
import type { KeyRing } from "#kernel/key-ring";
import { createLists } from "#kernel/list";
import type { Logger } from "#kernel/logger";
import type { Mailer } from "#kernel/mail";
import type { Metrics } from "#kernel/metrics";
import type { Operation } from "#kernel/operation";
import type { Outbound } from "#kernel/outbound";
import { createPasswordHasher } from "#kernel/password-hash";
import { createRateLimiter, type RateStore } from "#kernel/rate-limit";
import type { SmsSender } from "#kernel/sms";
import type { Storage } from "#kernel/storage";
import { accessModule, createAccess, createEngine, type Compiled, type Chain } from "#modules/access";
import { accountsModule, type PasswordRulesOf } from "#modules/accounts";
import { apiKeysModule, createCallerOfKey, createIdentifyKey, type KnownKey } from "#modules/api-keys";
import { approvalsModule } from "#modules/approvals";
import {
  attributeColumns,
  attributesModule,
  createAttributes,
  hidingAttributes,
  type Definition,
} from "#modules/attributes";
import { auditModule } from "#modules/audit";
import { bulkModule, type OperationOf, type WriteToPeople } from "#modules/bulk";
import { connectionsModule, hasConnection, type ResolveTxt } from "#modules/connections";
import { demoModule } from "#modules/demo";
import { emailsModule } from "#modules/emails";
import { exportsModule } from "#modules/exports";
import { createCheckCode, factorsModule, factorsOf, hasSecondFactor } from "#modules/factors";
import { groupsModule, mindingRules } from "#modules/groups";
import { createStandIn, impersonationsModule } from "#modules/impersonations";
import { importsModule } from "#modules/imports";
import { invitationsModule } from "#modules/invitations";
import { createCallerOfStarter, createShowJob, jobsModule } from "#modules/jobs";
import { keysModule } from "#modules/keys";
import { createMessages, messagesModule } from "#modules/messages";
import { createCallMeter, organizationsModule } from "#modules/organizations";
import { createPolicies, policiesModule, type StoredPolicy } from "#modules/policies";
import { duplicatesModule } from "#modules/duplicates";
import { lifecycleModule } from "#modules/lifecycle";
import { onboardingModule } from "#modules/onboarding";
import { privacyModule } from "#modules/privacy";
import { createProofs, proofsModule } from "#modules/proofs";
import { recoveriesModule } from "#modules/recoveries";
import { registrationsModule } from "#modules/registrations";
import { reviewsModule } from "#modules/reviews";
import { rolesModule } from "#modules/roles";
import {
  copiedPasskey,
  createAlerts,
  createAttempts,
  createWatch,
  replayOf,
  securityModule,
  type CountryOf,
  type Watch,
} from "#modules/security";
import {
  createAccessTokens,
  createIdentify,
  createRefreshTokens,
  createSignIn,
  createThrottle,
  distrustDevicesOf,
  endWithin,
  forgetProofsOf,
  sessionsModule,
  type AccessTokens,
  type Identified,
} from "#modules/sessions";
import { segmentsModule } from "#modules/segments";
import { searchModule } from "#modules/search";
import { selectionsModule } from "#modules/selections";
import { createSetupState, platformOrganization, setupModule, type SetupState } from "#modules/setup";
import { uploadsModule } from "#modules/uploads";
import { filterOf, usersModule, type Facets, type Marks } from "#modules/users";
import { viewsModule } from "#modules/views";

/** Everything the program stands on; main.ts makes it from the settings, tests make their own. */
export type Parts = {
  readonly config: Pick<Config, "RATE_LIMIT_SCALE" | "roles">;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly database: Database;
  /** The same, over connections of their own that give way to those on which people wait. */
  readonly longWork?: Database;
  readonly bus: Bus;
  readonly keys: KeyRing;
  readonly metrics: Metrics;
  readonly mailer: Mailer;
  readonly sms: SmsSender;
  /** Where people reach Atrium, for links in messages: the setting, or the address it listens on. */
  readonly origin: () => string;
  /** The way to servers that customers name, such as identity providers. */
  readonly outbound: Outbound;
  readonly resolveTxt: ResolveTxt;
  readonly storage: Storage;
  readonly rateStore: RateStore;
  /** Where an address is; without a table nobody knows. */
  readonly countryOf?: CountryOf;
};

export type App = {
  readonly operations: readonly Operation[];
  readonly execute: Execute;
  readonly identify: Identify;
  readonly tokens: AccessTokens;
  readonly setup: SetupState;
  readonly relay: Relay;
  readonly jobs: JobEngine;
  /** Looks at sign-ins for what is unusual about them. */
  readonly watch: Watch;
  /** Whoever wants to hear of events once they are sealed. */
  readonly onSealed: (hear: (notices: readonly EventNotice[]) => void) => void;
  /** Called when announcements of other nodes may have been missed. */
  readonly onMissed: (miss: () => void) => void;
  readonly stop: () => Promise<void>;
};

const sessionCacheMs = 30_000;

/** The composition root: which modules there are and what they are given. */
export async function createApp(parts: Parts): Promise<App> {
  const { clock, logger, database, bus, keys, metrics } = parts;
  const newId = createIds(clock);
  const node = `${hostname()} ${newId()}`;
  const system = database.asSystem();
  const [platformId = null] = await system.query(platformOrganization());

  const setup = createSetupState(platformId);
  const lists = createLists(keys);
  const access = createAccess();
  const caches = createCacheRegistry();
  /** What is remembered until an event, or its time, ends it. */
  const remembering = <V>(name: string, max: number, ttlMs: number): Cache<V> => {
    const cache = createCache<V>({ name, max, ttlMs, clock, metrics });
    caches.register(cache);
    return cache;
  };
  const limiter = createRateLimiter({ clock, store: parts.rateStore });
  const limitOf = limitsScaledBy(parts.config.RATE_LIMIT_SCALE);
  const proofs = createProofs({ keys, newId });
  const messages = createMessages({ keys, clock, newId, limiter, platformId: setup.platformId });
  const hasher = createPasswordHasher({ pepper: (data, keyId) => keys.digest("pepper", data, keyId) });
  const identities = remembering<Identified | null>("identities", 50_000, sessionCacheMs);
  const apiKeys = remembering<KnownKey | null>("api-keys", 20_000, sessionCacheMs);
  const policyCache = remembering<StoredPolicy>("policies", 20_000, 600_000);
  const policies = createPolicies(policyCache);
  const compiledRights = remembering<Compiled | null>("rights", 100_000, 600_000);
  const giving = remembering<boolean>("giving-rules", 20_000, 600_000);
  const chains = remembering<Chain>("scopes", 50_000, 600_000);
  const engine = createEngine({ system, clock, compiled: compiledRights, chains });
  const tokens = createAccessTokens({ keys, clock });
  const refreshTokens = createRefreshTokens(keys);
  const throttle = createThrottle(
    limiter,
    async (accountId) => (await policies.requirementOf(system, accountId, clock.now())).lockout,
  );
  const { platformId: platformOf } = setup;
  const attempts = createAttempts({
    database, logger, newId, platformId: platformOf,
    countryOf: parts.countryOf ?? (() => null),
  }); // prettier-ignore
  const alerts = createAlerts({
    database, clock, logger, newId, platformId: platformOf,
    policyOf: policies.policyOf,
    responders: {
      endSessions: (accountId, organizationId, reason, now) =>
        endWithin(accountId, now.toISOString(), organizationId, null, reason),
      stepUp: (accountId) => [forgetProofsOf(accountId), distrustDevicesOf(accountId)],
      queueMail: (db, { to, organizationId, ...data }) =>
        messages.queueMail(db, { to: to.email, locale: to.locale, organizationId, template: "security_alert", data }),
    },
  }); // prettier-ignore
  const watch = createWatch({ database, clock, logger, attempts, alerts, platformId: platformOf });
  const { identify, infoOf } = createIdentify({
    system, access, clock, tokens, cache: identities,
    secondFactorWanted: policies.secondFactorWanted,
    ssoEnforced: policies.ssoEnforced,
    identifyKey: createIdentifyKey({ system, access, clock, cache: apiKeys }),
    standIn: createStandIn({ system, access, clock, secondFactorWanted: policies.secondFactorWanted }),
  }); // prettier-ignore
  const { requirementOf } = policies;
  const passwordRulesOf: PasswordRulesOf = (accountId) => policies.passwordRulesOfAccount(system, accountId);
  const signIn = createSignIn({
    system, access, tokens, refreshTokens, messages, requirementOf, factorsOf,
    ssoEnforced: policies.ssoEnforced,
  }); // prettier-ignore
  const checkCode = createCheckCode({ system, keys });
  const noteAttempt = attempts.note;
  const meter = createCallMeter({ system, clock, logger });

  // Known once all modules are there, whose kinds of jobs these are.
  const undoable = new Map<string, string>();
  const showJob = createShowJob(undoable);
  const byContract = new Map<string, Operation>();
  const operationOf: OperationOf = ({ id }) => {
    const found = byContract.get(id);
    if (found === undefined) throw new Error(`there is no operation ${id}`);
    return found;
  };
  const writeToPeople: WriteToPeople = async (db, { email, locale, organizationId }, what) => {
    await messages.queueMail(db, { to: email, locale, organizationId, template: "from_organization", data: what });
  }; // prettier-ignore
  const attributes = createAttributes(remembering<readonly Definition[]>("attributes", 10_000, 15_000));

  const modules = [
    setupModule({ state: setup, hasher }),
    accountsModule({ database, hasher, messages, passwordRulesOf }),
    sessionsModule({
      database, hasher, access, tokens, refreshTokens, throttle, signIn, infoOf, requirementOf, factorsOf, passwordRulesOf,
      messages,
      cache: identities,
      noteAttempt, checkCode,
      replayed: (accountId, organizationId, sessionId) =>
        alerts.raiseSoon({ ...replayOf(sessionId), accountId, organizationId }),
    }), // prettier-ignore
    organizationsModule({
      lists, database, access, newId, meter,
      outbound: parts.outbound,
      resolveTxt: parts.resolveTxt,
      origin: parts.origin,
      platformId: setup.platformId,
      registrationRuleOf: policies.registrationRuleOf,
    }), // prettier-ignore
    attributesModule(attributes),
    searchModule({ rightsOf: access.rightsOf, attributes }),
    usersModule({
      lists, access, attributes, guard: mindingRules(giving),
      marks: remembering<Marks>("page-marks", 200, 60_000),
      frequent: remembering<true>("frequent-values", 5000, 300_000),
      crowded: remembering<true>("crowded-filters", 2000, 60_000),
      facets: remembering<Facets>("facets", 500, 60_000),
    }), // prettier-ignore
    privacyModule({ newId, show: showJob }),
    segmentsModule({ lists }),
    viewsModule(),
    groupsModule({ lists, database, clock, logger, newId, giving }),
    apiKeysModule({ lists, access, cache: apiKeys }),
    impersonationsModule({ access, messages, newId, secondFactorWanted: policies.secondFactorWanted }),
    rolesModule({ lists, newId }),
    accessModule({ engine }),
    approvalsModule({ access, messages, newId }),
    reviewsModule({ messages, newId }),
    auditModule({ lists, keys }),
    jobsModule({ lists, storage: parts.storage, undoable }),
    selectionsModule({ database, filterOf: filterOf(attributes) }),
    importsModule({
      lists, newId, operationOf, attributes,
      storage: parts.storage,
    }), // prettier-ignore
    exportsModule({
      show: showJob,
      attributes,
      moreColumns: attributeColumns(attributes),
      filterOf: filterOf(attributes),
    }),
    bulkModule({ newId, operationOf, show: showJob, rightsOf: access.rightsOf, writeToPeople }),
    lifecycleModule({ newId, operationOf, writeToPeople }),
    onboardingModule(),
    duplicatesModule({ lists, operationOf, show: showJob, rightsOf: access.rightsOf }),
    uploadsModule({ database, storage: parts.storage }),
    keysModule({ keys }),
    messagesModule({ keys, mailer: parts.mailer, sms: parts.sms, origin: parts.origin }),
    proofsModule(),
    registrationsModule({
      database, hasher, keys, access, proofs, messages,
      platformId: setup.platformId,
      registrationRuleOf: policies.registrationRuleOf,
      passwordRulesOf: policies.passwordRulesOf,
    }), // prettier-ignore
    recoveriesModule({
      database, hasher, access, proofs, messages, throttle, passwordRulesOf,
      platformId: setup.platformId,
    }), // prettier-ignore
    invitationsModule({
      database, hasher, access, lists, proofs, messages,
      passwordRulesOf: policies.passwordRulesOf,
    }), // prettier-ignore
    emailsModule({ database, proofs, messages }),
    factorsModule({
      system, keys, limiter, messages, access, signIn, throttle, checkCode, noteAttempt, requirementOf,
      copied: ({ accountId, organizationId, passkeyId }) =>
        alerts.raiseSoon({ ...copiedPasskey(passkeyId), accountId, organizationId }),
    }), // prettier-ignore
    connectionsModule({
      database, keys, clock, access, signIn, noteAttempt,
      outbound: parts.outbound,
      resolveTxt: parts.resolveTxt,
      origin: parts.origin,
      otherWayIn: async (reader, accountId) => (await factorsOf(reader, accountId)).includes("passkey"),
    }), // prettier-ignore
    policiesModule({
      cache: policyCache,
      ways: { factorsOf, hasConnection },
      facts: { hasSecondFactor },
    }),
    securityModule({ lists, logger, rightsOf: access.rightsOf, forgetFailures: throttle.forget }),
    demoModule({ newId }),
  ];
  const operations = modules
    .flatMap((module) => module.operations)
    .map((operation) => hidingAttributes(operation, attributes));
  for (const operation of operations) byContract.set(operation.contract.id, operation);
  const listeners = modules.flatMap((module) => module.listeners ?? []);
  const kinds = modules.flatMap((module) => module.jobs ?? []);
  for (const { kind, undoneBy } of kinds) if (undoneBy !== undefined) undoable.set(kind, undoneBy);
  const attemptsOf = new Map(kinds.map((kind) => [kind.kind, kind.maxAttempts]));

  const hearers: ((notices: readonly EventNotice[]) => void)[] = [];
  const missers: (() => void)[] = [];
  const told = (notices: readonly EventNotice[]): void => {
    for (const hear of hearers) hear(notices);
  };
  // This node may seal what another one committed, so its own listeners hear of everything it seals.
  const heard = (notices: readonly EventNotice[]): void => {
    announce(listeners, logger, notices);
    told(notices);
  };
  const relay = startRelay({ database, bus, node, logger, sealed: heard });
  await bus.subscribe(eventsChannel, (payload) => {
    if (isResync(payload)) {
      caches.clearAll();
      for (const miss of missers) miss();
      return;
    }
    const message = JSON.parse(payload) as { node: string; notices: EventNotice[] };
    if (message.node === node) return;
    heard(message.notices);
  });

  const jobs = createJobEngine({
    database: parts.longWork ?? database, clock, logger, newId, kinds, worker: node,
    platformOrganizationId: setup.platformId,
    storage: parts.storage,
    callerOf: createCallerOfStarter({
      system, access, clock,
      platformId: setup.platformId,
      callerOfKey: createCallerOfKey({ system, access, clock }),
    }),
    recorded: () => relay.wake(),
    announce: (notice) => {
      told([notice]);
      void bus.publish(eventsChannel, JSON.stringify({ node, notices: [notice] }));
    },
    observe: metrics.observeJob,
  }); // prettier-ignore

  const execute = createExecute(
    {
      database, clock, logger, newId, limiter, limitOf,
      platformOrganizationId: setup.platformId,
      maxAttempts: (kind) => attemptsOf.get(kind) ?? 1,
      countFor: meter.count,
      committed: (notices) => {
        announce(listeners, logger, notices);
        relay.wake();
        jobs.wake();
      },
    },
    operations,
  ); // prettier-ignore

  return {
    operations,
    execute,
    identify,
    tokens,
    setup,
    relay,
    jobs,
    watch,
    onSealed: (hear) => void hearers.push(hear),
    onMissed: (miss) => void missers.push(miss),
    async stop() {
      await watch.stop();
      await attempts.stop();
      await meter.stop();
      await jobs.stop();
      await relay.stop();
    },
  };
}
