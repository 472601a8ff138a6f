import { renewPassword } from "@atrium/contracts";
import type { Database } from "#kernel/db/database";
import { operation } from "#kernel/operation";
import type { PasswordHasher } from "#kernel/password-hash";
import {
  changePasswordHash,
  newPasswordHash,
  passwordOf,
  provenAddresses,
  type PasswordRulesOf,
} from "#modules/accounts";
import type { Messages } from "#modules/messages";
import { distrustDevicesOf, endSessionsOf } from "../queries.ts";
import type { SignIn } from "../sign-in.ts";
import { peekTicket } from "../tickets.ts";

/** Where the old password is too old or must go: the new one is chosen before the session starts. */
export const renewPasswordOperation = (deps: {
  database: Database;
  hasher: PasswordHasher;
  signIn: SignIn;
  passwordRulesOf: PasswordRulesOf;
  messages: Messages;
}) =>
  operation(renewPassword, async (context, { body }) => {
    const { db, now, record, fail } = context;
    const reader = deps.database.asSystem();
    const ticket = await peekTicket(reader, body.ticket, now);
    if (ticket.purpose !== "password") return fail("auth.ticket_invalid");
    const [stored] = await reader.query(passwordOf(ticket.accountId));
    if (stored === undefined) return fail("auth.ticket_invalid");
    const { accountId } = ticket;
    const hash = await newPasswordHash(
      { reader, hasher: deps.hasher },
      {
        accountId,
        password: body.newPassword,
        pointer: "/newPassword",
        rules: await deps.passwordRulesOf(accountId, now),
      },
    );
    const at = now.toISOString();
    await db
      .asSystem()
      .queries(
        changePasswordHash(ticket.accountId, hash, at),
        endSessionsOf(ticket.accountId, null, "password_changed", at),
        distrustDevicesOf(ticket.accountId),
      );
    const answer = await deps.signIn.finishTicket(
      { ...context, record: () => undefined, unchanged: () => undefined },
      body.ticket,
      { method: "password", at, of: at },
    );
    for (const to of await db.asSystem().query(provenAddresses(accountId))) {
      const organizationId = ticket.organizationId;
      await deps.messages.queueMail(db, {
        template: "password_changed", to, locale: stored.locale, organizationId, data: { at },
      }); // prettier-ignore
    }
    record({
      name: "account.password_changed",
      target: { type: "account", id: ticket.accountId, name: stored.email },
      changes: [{ field: "password", before: "(set)", after: "(set)" }],
      data: { signedIn: answer.next === "done" },
    });
    return answer;
  });
