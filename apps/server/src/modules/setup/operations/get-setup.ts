import { getSetup } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import type { SetupState } from "../state.ts";

export const getSetupOperation = (state: SetupState) =>
  operation(getSetup, async ({ request }) => ({
    needed: state.platformId() === null,
    codeNeeded: !request.local,
  }));
