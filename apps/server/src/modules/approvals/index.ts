import type { NewId } from "#kernel/ids";
import { module, type Module } from "#kernel/module";
import type { Messages } from "#modules/messages";
import type { Access } from "#modules/roles";
import { expireRequestsJob } from "./expire-job.ts";
import {
  approveAccessRequestOperation,
  denyAccessRequestOperation,
  withdrawAccessRequestOperation,
} from "./operations/answer-request.ts";
import { createAccessRequestOperation } from "./operations/create-request.ts";
import {
  accessRequestOptionsOperation,
  getAccessRequestOperation,
  listAccessRequestsOperation,
  listMyAccessRequestsOperation,
} from "./operations/read.ts";
import {
  createApprovalRuleOperation,
  deleteApprovalRuleOperation,
  listApprovalRulesOperation,
} from "./operations/rules.ts";
import { warnOfEndingJob } from "./warn-job.ts";

export { contacts } from "./contacts.ts";
export { inPerson, isSamePerson, type InPerson } from "./person.ts";
export { requireApproval, type GuardedCall } from "./required.ts";

export function approvalsModule(deps: { access: Access; messages: Messages; newId: NewId }): Module {
  const { access, messages } = deps;
  return module({
    name: "approvals",
    operations: [
      listApprovalRulesOperation,
      createApprovalRuleOperation(access),
      deleteApprovalRuleOperation,
      accessRequestOptionsOperation,
      listMyAccessRequestsOperation,
      listAccessRequestsOperation,
      getAccessRequestOperation,
      createAccessRequestOperation(messages),
      approveAccessRequestOperation(messages),
      denyAccessRequestOperation(messages),
      withdrawAccessRequestOperation,
    ],
    jobs: [expireRequestsJob(deps), warnOfEndingJob(messages)],
  });
}
