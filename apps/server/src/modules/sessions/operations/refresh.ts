import { refresh } from "@atrium/contracts";
import type { Database } from "#kernel/db/database";
import { operation } from "#kernel/operation";
import { accessTokenSeconds, type AccessTokens } from "../access-token.ts";
import { advanceRefresh, endSession, findRefreshState } from "../queries.ts";
import type { RefreshTokens } from "../refresh-token.ts";

/** Told of a token that came back after its time. */
export type Replayed = (accountId: string, organizationId: string | null, sessionId: string) => void;

type Deps = {
  database: Database;
  tokens: AccessTokens;
  refreshTokens: RefreshTokens;
  replayed: Replayed;
};

/** As long as an answer may be lost on its way, or a second tab may be late. */
const graceMs = 30_000;

export const refreshOperation = ({ database, tokens, refreshTokens, replayed }: Deps) =>
  operation(refresh, async ({ request, now, unchanged, recordRefusal, fail }, { body }) => {
    const claim = refreshTokens.read(body.refreshToken);
    if (claim === null) return fail("auth.refresh_invalid");
    const { sessionId, counter } = claim;
    const at = now.toISOString();
    const pair = (
      next: number,
      who: { accountId: string; organizationId: string | null; userId: string | null },
    ) => ({
      token: tokens.issue({ sessionId, ...who }),
      refreshToken: refreshTokens.issue({ sessionId, counter: next }),
      expiresIn: accessTokenSeconds,
    });
    // One statement, so it needs no transaction around it: that would be a second way to the database and back.
    const system = database.asSystem();
    const [moved] = await system.query(advanceRefresh(sessionId, counter, at));
    // That a counter went on is nothing that happened to anybody.
    unchanged();
    if (moved !== undefined) return pair(counter + 1, moved);
    const [state] = await system.query(findRefreshState(sessionId));
    if (state === undefined) return fail("auth.refresh_invalid");
    const { accountId, organizationId, refreshedAt, agent } = state;
    const late = refreshedAt === null || now.getTime() - Date.parse(refreshedAt) > graceMs;
    // The direct predecessor, in time and from the same program, is given the same successor once more.
    if (counter === state.counter - 1 && !late && agent === request.agent) {
      return pair(state.counter, { accountId, organizationId, userId: state.userId });
    }
    if (counter >= state.counter) return fail("auth.refresh_invalid");
    // Two hold what one was given: nobody can tell who, so both are signed out.
    await system.query(endSession(sessionId, at, "token_replayed"));
    recordRefusal({
      name: "session.token_replayed",
      ...(organizationId === null ? {} : { organizationId }),
      target: { type: "session", id: sessionId, name: null },
      data: { counter, expected: state.counter },
    });
    replayed(accountId, organizationId, sessionId);
    return fail("auth.refresh_invalid");
  });
