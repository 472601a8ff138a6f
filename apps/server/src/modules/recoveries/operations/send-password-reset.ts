import { sendPasswordReset } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { takeUser, userTarget } from "#modules/users";
import type { RecoveryDeps } from "../deps.ts";
import { mailReset } from "../mail-reset.ts";
import { managedAccount } from "../queries.ts";

const noAccount = "This person has no account yet. Invite them instead.";
const elsewhere = "This person is in other organizations, too: only they can reset their password.";

export const sendPasswordResetOperation = (deps: RecoveryDeps) =>
  operation(sendPasswordReset, async ({ db, caller, now, record, fail }, { params }) => {
    const { organizationId } = caller;
    if (organizationId === null) return fail("auth.organization_required");
    const reader = deps.database.asSystem();
    const [account] = await reader.query(managedAccount(organizationId, params.id));
    const may = account === undefined || (await deps.messages.mayMail(account.email));
    const { rightsOf } = deps.access;
    const row = await takeUser(db, params.id, { caller, ifMatch: null, rightsOf });
    if (account === undefined) return fail("account.not_managed", { detail: noAccount });
    if (account.elsewhere) return fail("account.not_managed", { detail: elsewhere });
    if (!may) return fail("message.limit_reached", { retryAfterSeconds: 3600 });
    await mailReset(deps, db, { ...account, organizationId, byAdmin: true, now });
    record({ name: "account.recovery_requested", target: userTarget(row), data: { byAdmin: true } });
  });
