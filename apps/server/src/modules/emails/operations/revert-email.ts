import { revertEmail } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { distrustDevicesOf, endSessionsOf, membershipsOf } from "#modules/sessions";
import { makePrimary, unlessTaken } from "../addresses.ts";
import type { EmailDeps, RevertProof } from "../deps.ts";
import {
  addAddress,
  addressesOf,
  dropPending,
  holdAccount,
  removeAddress,
  touchAccount,
} from "../queries.ts";

/** For who lost an account by a change of its address: back to the address before, and everybody out. */
export const revertEmailOperation = (deps: EmailDeps) =>
  operation(revertEmail, async ({ db, now, record, fail }, { body }) => {
    const system = db.asSystem();
    const proof = await deps.proofs.consume<RevertProof>(system, "email_revert", body.token, now);
    if (proof === null || proof.accountId === null) return fail("link.invalid");
    const { accountId, email, data } = proof;
    const at = now.toISOString();
    const [, addresses] = await system.queries(holdAccount(accountId), addressesOf(accountId));
    const before = addresses.find((address) => address.primary)?.email ?? null;
    await unlessTaken(system.query(addAddress(accountId, email, at)));
    if (before !== email) await makePrimary(system, accountId, email, now);
    const dropped = addresses
      .filter(
        (each) => each.email !== email && (each.email === data.newEmail || each.addedAt >= proof.createdAt),
      )
      .map((each) => each.email);
    for (const address of dropped) {
      await system.query(removeAddress(accountId, address));
      // The links that went to an address that is dropped would bring it back.
      for (const other of await deps.proofs.hold(system, "email_revert", address, now)) {
        if (other.accountId === accountId) await deps.proofs.revoke(system, other.id, now);
      }
    }
    await deps.proofs.dropOfAccount(system, accountId, now, ["email_revert"]);
    await system.queries(
      dropPending(accountId),
      touchAccount(accountId, at),
      endSessionsOf(accountId, null, "email_reverted", at),
      distrustDevicesOf(accountId),
    );
    const [here] = await system.query(membershipsOf(accountId));
    record({
      name: "account.email_reverted",
      ...(here === undefined ? {} : { organizationId: here.organizationId }),
      actor:
        here === undefined
          ? { type: "account", id: accountId, name: email }
          : { type: "user", id: here.userId, name: here.displayName },
      target: { type: "account", id: accountId, name: email },
      changes: [{ field: "email", before, after: email }],
      data: { dropped },
    });
  });
