import { currentSession, type SessionInfo } from "@atrium/contracts";
import type { Caller } from "#kernel/caller";
import { operation } from "#kernel/operation";

export const currentSessionOperation = (infoOf: (caller: Caller) => SessionInfo | null) =>
  operation(currentSession, async ({ caller, fail }) => infoOf(caller) ?? fail("auth.required"));
