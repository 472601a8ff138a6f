import type { Lists } from "#kernel/list";
import { listener } from "#kernel/events/listeners";
import type { Logger } from "#kernel/logger";
import { module, type Module } from "#kernel/module";
import type { Access } from "#modules/roles";
import { cleanUpJob } from "./jobs.ts";
import { acknowledgeSecurityEventOperation } from "./operations/acknowledge-security-event.ts";
import { getSecurityEventOperation } from "./operations/get-security-event.ts";
import { listAttemptsOperation } from "./operations/list-attempts.ts";
import { listOwnAttemptsOperation } from "./operations/list-own-attempts.ts";
import { listSecurityEventsOperation } from "./operations/list-security-events.ts";
import { listUserAttemptsOperation } from "./operations/list-user-attempts.ts";
import { resolveSecurityEventOperation } from "./operations/resolve-security-event.ts";
import { unlockUserOperation } from "./operations/unlock-user.ts";

export { createAlerts } from "./alerts.ts";
export { createAttempts } from "./attempts.ts";
export { readCountryTable, type CountryOf } from "./country-table.ts";
export { copiedPasskey, replayOf } from "./detect-copy.ts";
export { raiseEvent } from "./raise-queries.ts";
export { createWatch, type Watch } from "./watch.ts";

export function securityModule(deps: {
  lists: Lists;
  logger: Logger;
  rightsOf: Access["rightsOf"];
  /** Forgets the failed tries that were counted for a person. */
  forgetFailures: (accountId: string) => Promise<void>;
}): Module {
  const { lists, logger } = deps;
  const forget = (accountId: string | null): void => {
    if (accountId === null) return;
    deps.forgetFailures(accountId).catch((cause: unknown) => {
      logger.warn({ err: cause }, "failed tries could not be forgotten");
    });
  };
  return module({
    name: "security",
    operations: [
      listAttemptsOperation(lists),
      listUserAttemptsOperation(lists),
      listOwnAttemptsOperation(lists),
      listSecurityEventsOperation(lists),
      getSecurityEventOperation,
      acknowledgeSecurityEventOperation,
      resolveSecurityEventOperation,
      unlockUserOperation(deps.rightsOf),
    ],
    listeners: [listener("account.unlocked", ({ targetId }) => forget(targetId))],
    jobs: [cleanUpJob],
  });
}
