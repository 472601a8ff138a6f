import { listener } from "#kernel/events/listeners";
import { module, type Module } from "#kernel/module";
import type { Ways } from "./lock-out.ts";
import { getPolicyOperation } from "./operations/get-policy.ts";
import { previewPolicyOperation } from "./operations/preview-policy.ts";
import { updatePolicyOperation } from "./operations/update-policy.ts";
import type { PolicyCache } from "./policies.ts";
import type { AccountFacts } from "./queries.ts";

export { createPolicies, type PolicyCache } from "./policies.ts";
export type { Requirement } from "./requirement.ts";
export type { AccountFacts, StoredPolicy } from "./queries.ts";
export type { Ways } from "./lock-out.ts";

export function policiesModule(deps: { cache: PolicyCache; ways: Ways; facts: AccountFacts }): Module {
  return module({
    name: "policies",
    operations: [getPolicyOperation, updatePolicyOperation(deps.ways), previewPolicyOperation(deps)],
    listeners: [listener("policy.updated", ({ organizationId }) => deps.cache.delete(organizationId))],
  });
}
