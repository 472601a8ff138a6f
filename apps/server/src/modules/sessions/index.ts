import { z } from "zod";
import { listener, type Listener } from "#kernel/events/listeners";
import { job } from "#kernel/jobs/kind";
import { module, type Module } from "#kernel/module";
import type { IdentityCache } from "./identify.ts";
import { currentSessionOperation } from "./operations/current-session.ts";
import { loginOperation, type LoginDeps } from "./operations/login.ts";
import { logoutOperation } from "./operations/logout.ts";
import { dropOldSessions } from "./queries.ts";

export { createIdentify, type Identified, type IdentityCache } from "./identify.ts";
export { sessionInfo } from "./info.ts";
export { startSession } from "./start.ts";

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
  ];
}

const keepDays = 30;
const cleanUp = job({
  kind: "sessions.clean_up",
  input: z.object({}),
  everySeconds: 3600,
  run: async ({ database, clock }) => {
    const before = new Date(clock.now().getTime() - keepDays * 86_400_000);
    await database.asSystem().query(dropOldSessions(before.toISOString()));
    return null;
  },
});

export function sessionsModule(deps: LoginDeps & { cache: IdentityCache }): Module {
  return module({
    name: "sessions",
    operations: [loginOperation(deps), logoutOperation, currentSessionOperation],
    listeners: forgetful(deps.cache),
    jobs: [cleanUp],
  });
}
