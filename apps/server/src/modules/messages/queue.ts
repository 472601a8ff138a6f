import type { Clock } from "#kernel/clock";
import type { Transaction } from "#kernel/db/transaction";
import { createEnqueue } from "#kernel/jobs/enqueue";
import type { KeyRing } from "#kernel/key-ring";
import type { RateLimiter } from "#kernel/rate-limit";
import type { MailData, MailTemplate, SmsData, SmsTemplate } from "./letters.ts";
import { insertMessage } from "./queries.ts";
import { languageOf } from "./words.ts";

type Common = {
  to: string;
  /** The reader's language tag; English where it is null or one that we do not speak. */
  locale: string | null;
  /** Whose log the message stands in; null for the platform's own. */
  organizationId: string | null;
  /** After it the message is not sent any more: nobody needs a code that has run out. */
  expiresAt?: Date;
};
export type MailToQueue<T extends MailTemplate> = Common & { template: T; data: MailData[T] };
export type SmsToQueue<T extends SmsTemplate> = Common & { template: T; data: SmsData[T] };

export type Messages = {
  /** Stores a mail with the transaction; it leaves after the commit, and not at all without one. */
  queueMail<T extends MailTemplate>(db: Transaction, mail: MailToQueue<T>): Promise<string>;
  queueSms<T extends SmsTemplate>(db: Transaction, sms: SmsToQueue<T>): Promise<string>;
  /**
   * Counts one more mail that somebody can make us send to an address without being signed in there: confirmations,
   * resets, codes. False past five in an hour; then nothing is sent and the answer stays the same. Ask before the
   * transaction's first statement: it takes a connection of its own.
   */
  mayMail(to: string): Promise<boolean>;
};

export const sendKind = "messages.send";
export const sendAttempts = 6;
const mailsToOne = { limit: 5, windowSeconds: 3600 };

export function createMessages(deps: {
  keys: KeyRing;
  clock: Clock;
  newId: () => string;
  limiter: RateLimiter;
  platformId: () => string | null;
}): Messages {
  const { keys, clock, newId, limiter } = deps;

  async function queue(
    db: Transaction,
    channel: "mail" | "sms",
    message: Common & { template: string; data: object },
  ): Promise<string> {
    const organizationId = message.organizationId ?? deps.platformId();
    if (organizationId === null) throw new Error(`message ${message.template} belongs to no organization`);
    const id = newId();
    const now = clock.now();
    const sealed = keys.encrypt("secrets", JSON.stringify(message.data), id);
    const system = db.asSystem();
    await system.query(
      insertMessage(
        organizationId, id, channel, message.to, message.template, languageOf(message.locale).code, sealed,
        now.toISOString(), message.expiresAt?.toISOString() ?? null,
      ),
    ); // prettier-ignore
    // As the system, since the message may belong to another organization than the one acted in.
    const enqueue = createEnqueue(system, { organizationId, userId: null, now, newId }, () => sendAttempts);
    await enqueue({ kind: sendKind, input: { message: id } });
    return id;
  }

  return {
    queueMail: (db, mail) => queue(db, "mail", mail),
    queueSms: (db, sms) => queue(db, "sms", sms),
    mayMail: async (to) => (await limiter.consumeShared(`mail to ${to}`, mailsToOne)).allowed,
  };
}
