import { listener } from "#kernel/events/listeners";
import { module, type Module } from "#kernel/module";
import type { PasswordHasher } from "#kernel/password-hash";
import { getSetupOperation } from "./operations/get-setup.ts";
import { runSetupOperation } from "./operations/run-setup.ts";
import type { SetupState } from "./state.ts";

export { platformOrganization } from "./queries.ts";
export { createSetupState, type SetupState } from "./state.ts";

export function setupModule(deps: { state: SetupState; hasher: PasswordHasher }): Module {
  return module({
    name: "setup",
    operations: [getSetupOperation(deps.state), runSetupOperation(deps)],
    listeners: [listener("platform.set_up", ({ organizationId }) => deps.state.done(organizationId))],
  });
}
