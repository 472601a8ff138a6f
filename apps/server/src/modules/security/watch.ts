import type { Clock } from "#kernel/clock";
import type { Database } from "#kernel/db/database";
import type { Reader } from "#kernel/db/reader";
import type { Logger } from "#kernel/logger";
import { Unavailable } from "#kernel/problem";
import type { Alerts } from "./alerts.ts";
import type { Attempts } from "./attempts.ts";
import { findSprays, judgeSpray, judgeTries, sprayWindowMinutes, type Traffic } from "./detect-attack.ts";
import { judgeSignIn } from "./detect-sign-in.ts";
import type { Finding } from "./detect.ts";
import {
  historiesOf,
  noteJudged,
  takeUnjudged,
  trafficSince,
  triesOn,
  type FreshAttempt,
} from "./watch-queries.ts";

export type Watch = {
  start(): void;
  /** Resolves when everything that was noted so far on this node is written, judged and told of. */
  idle(): Promise<void>;
  stop(): Promise<void>;
};

const pollMs = 1000;
const batch = 500;
const mostTraffic = 20_000;
const minuteMs = 60_000;

/**
 * Looks at attempts once they are written, on nodes that work: a sign-in never waits for it. Each attempt is taken by one
 * of them, and is looked at again when its node dies on the way.
 */
export function createWatch(deps: {
  database: Database;
  clock: Clock;
  logger: Logger;
  attempts: Attempts;
  alerts: Alerts;
  platformId: () => string | null;
}): Watch {
  const { database, clock, logger, attempts, alerts } = deps;
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | null = null;

  async function judgeSignIns(
    system: Reader,
    fresh: readonly FreshAttempt[],
  ): Promise<Map<string, Finding[]>> {
    const signIns = new Map(
      fresh
        .filter(({ outcome, accountId }) => outcome === "ok" && accountId !== null)
        .map((each) => [each.id, each]),
    );
    const found = new Map<string, Finding[]>();
    if (signIns.size === 0) return found;
    for (const { id, ...history } of await system.query(historiesOf([...signIns.keys()]))) {
      const signIn = signIns.get(id);
      if (signIn === undefined) continue;
      const { organizationId, accountId } = signIn;
      const signs = judgeSignIn(signIn, history);
      if (signs.length > 0)
        found.set(
          id,
          signs.map((sign) => ({ ...sign, organizationId, accountId })),
        );
    }
    return found;
  }

  async function judgePersons(system: Reader, failed: readonly FreshAttempt[]): Promise<Finding[]> {
    const tried = new Map(
      failed.flatMap((each) => (each.accountId === null ? [] : [[each.accountId, each] as const])),
    );
    if (tried.size === 0) return [];
    const since = new Date(clock.now().getTime() - 60 * minuteMs).toISOString();
    const counts = await system.query(triesOn([...tried.keys()], since));
    return counts.flatMap(({ accountId, ...tries }) => {
      const sign = judgeTries(tries);
      const last = tried.get(accountId);
      if (sign === null || last === undefined) return [];
      return [{ ...sign, accountId, organizationId: last.organizationId }];
    });
  }

  /** The platform sees a spray whole, each organization its own part of it. */
  async function judgeAddresses(system: Reader): Promise<Finding[]> {
    const since = new Date(clock.now().getTime() - sprayWindowMinutes * minuteMs).toISOString();
    const parts = await system.query(trafficSince(since, mostTraffic));
    const whole = [...Map.groupBy(parts, ({ ip }) => ip)].map(([ip, own]) => totalOf(ip, own));
    const platformId = deps.platformId();
    return findSprays(whole).flatMap((spray) => {
      const seen = new Map<string | null, Traffic[]>(
        [...Map.groupBy(parts, ({ organizationId }) => organizationId)].filter(
          ([id]) => id !== null && id !== platformId,
        ),
      );
      seen.set(platformId, whole);
      return [...seen].flatMap(([organizationId, traffic]) => {
        const sign = judgeSpray(spray, traffic);
        return sign === null ? [] : [{ ...sign, accountId: null, organizationId }];
      });
    });
  }

  /** One event that cannot be stored must not keep the others back; a database that is away keeps all of them. */
  async function raise(finding: Finding): Promise<void> {
    try {
      await alerts.raise(finding);
    } catch (cause) {
      if (cause instanceof Unavailable) throw cause;
      logger.error({ err: cause, kind: finding.kind }, "a security event could not be raised");
    }
  }

  /** One batch; false when there was nothing to look at. */
  async function look(): Promise<boolean> {
    return database.transaction(null, async (db) => {
      const system = db.asSystem();
      const fresh = await system.query(takeUnjudged(batch));
      if (fresh.length === 0) return false;
      const failed = fresh.filter(({ outcome }) => outcome !== "ok");
      const unusual = await judgeSignIns(system, fresh);
      const findings = [...unusual.values()].flat();
      if (failed.length > 0) {
        findings.push(...(await judgePersons(system, failed)), ...(await judgeAddresses(system)));
      }
      for (const finding of findings) await raise(finding);
      const reasons = [...unusual].map(([id, own]) => [id, own.map(({ reason }) => reason)]);
      await system.query(
        noteJudged(
          fresh.map(({ id }) => id),
          JSON.stringify(Object.fromEntries(reasons)),
        ),
      );
      return true;
    });
  }

  async function lookAtAll(): Promise<void> {
    while (await look());
  }

  function wake(): Promise<void> {
    looking ??= lookAtAll()
      .catch((cause: unknown) => logger.warn({ err: cause }, "sign-in attempts could not be looked at"))
      .finally(() => {
        looking = null;
      });
    return looking;
  }

  return {
    start() {
      timer ??= setInterval(() => void wake(), pollMs).unref();
    },
    async idle() {
      await Promise.all([attempts.flush(), alerts.idle()]);
      if (looking !== null) await looking;
      await wake();
    },
    async stop() {
      clearInterval(timer);
      if (looking !== null) await looking;
    },
  };
}

function totalOf(ip: string, parts: readonly Traffic[]): Traffic {
  const sum = (pick: (part: Traffic) => number): number =>
    parts.reduce((total, part) => total + pick(part), 0);
  return {
    ip,
    people: sum(({ people }) => people),
    failures: sum(({ failures }) => failures),
    successes: sum(({ successes }) => successes),
  };
}
