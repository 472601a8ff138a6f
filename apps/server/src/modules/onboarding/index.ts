import { module, type Module } from "#kernel/module";
import {
  createChecklistOperation,
  deleteChecklistOperation,
  getChecklistOperation,
  getProgressOperation,
  listChecklistsOperation,
  listUnfinishedOperation,
  updateChecklistOperation,
} from "./operations/checklists.ts";
import {
  getMyOnboardingOperation,
  getUserOnboardingOperation,
  tickMyOnboardingOperation,
  tickUserOnboardingOperation,
} from "./operations/ticks.ts";

export { copyTicks, takeBackTicks } from "./queries.ts";

/** What people who are new have to do, and how far they are with it. */
export function onboardingModule(): Module {
  return module({
    name: "onboarding",
    operations: [
      listChecklistsOperation,
      getChecklistOperation,
      createChecklistOperation,
      updateChecklistOperation,
      deleteChecklistOperation,
      getProgressOperation,
      listUnfinishedOperation,
      getUserOnboardingOperation,
      tickUserOnboardingOperation,
      getMyOnboardingOperation,
      tickMyOnboardingOperation,
    ],
  });
}
