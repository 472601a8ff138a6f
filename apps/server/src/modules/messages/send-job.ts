import { z } from "zod";
import { job, type JobKind } from "#kernel/jobs/kind";
import type { KeyRing } from "#kernel/key-ring";
import type { Mailer } from "#kernel/mail";
import { MailDeliveryError } from "#kernel/mail-smtp";
import { MailRefusedError } from "#kernel/mail-message";
import { Problem } from "#kernel/problem";
import { SmsDeliveryError, type SmsReceipt, type SmsSender } from "#kernel/sms";
import { isMailTemplate, isSmsTemplate, type MailData, type MailTemplate, type SmsData } from "./letters.ts";
import { findQueued, noteFailed, noteSent, noteTried, type QueuedMessage } from "./queries.ts";
import { sendAttempts, sendKind } from "./queue.ts";
import { renderMail, renderSms } from "./render.ts";

export type SendDeps = {
  keys: KeyRing;
  mailer: Mailer;
  sms: SmsSender;
  /** The public origin: from the settings, never from a request. */
  origin: () => string;
};

type Failure = { permanent: boolean; code: string };

/** What went wrong in a word for the message's row; never the peer's own words, which may repeat its content. */
function failureOf(cause: unknown): Failure {
  if (cause instanceof MailRefusedError) return { permanent: true, code: "refused" };
  if (cause instanceof MailDeliveryError) {
    return { permanent: cause.permanent, code: [cause.code, cause.status].filter(Boolean).join(" ") };
  }
  if (cause instanceof SmsDeliveryError) return { permanent: cause.permanent, code: cause.code };
  return { permanent: false, code: "unexpected" };
}

/** Renders and sends one queued message. Past a crash it may go out twice, under the same message id. */
export function sendJob({ keys, mailer, sms, origin }: SendDeps): JobKind {
  async function deliver(id: string, message: QueuedMessage): Promise<SmsReceipt> {
    const { template, locale, recipient } = message;
    const content = keys.decrypt("secrets", message.sealed, id).toString();
    if (message.channel === "sms") {
      if (!isSmsTemplate(template)) throw new SmsDeliveryError(true, "unknown template");
      const data = JSON.parse(content) as SmsData[typeof template];
      return sms.send({ id, to: recipient, text: renderSms(template, { locale, data }) });
    }
    if (!isMailTemplate(template)) throw new MailRefusedError("There is no such template");
    const data = JSON.parse(content) as MailData[MailTemplate];
    const mail = renderMail(template, { locale, data, origin: origin() });
    const sent = await mailer.send({
      ...mail,
      to: recipient,
      messageId: `<${id}@${new URL(origin()).hostname}>`,
    });
    return { provider: "smtp", providerId: sent.messageId, priceMicros: null, currency: null };
  }

  return job({
    kind: sendKind,
    input: z.object({ message: z.uuid() }),
    maxAttempts: sendAttempts,
    run: async ({ db, transaction, attempt, clock }, { message: id }) => {
      const [message] = await db.query(findQueued(id));
      if (message === undefined) return null;
      if (message.expiresAt !== null && Date.parse(message.expiresAt) <= clock.now().getTime()) {
        await transaction((tx) => tx.query(noteFailed(id, attempt, "expired")));
        return null;
      }
      try {
        const receipt = await deliver(id, message);
        const { provider, providerId, priceMicros, currency } = receipt;
        const at = clock.now().toISOString();
        await transaction((tx) =>
          tx.query(noteSent(id, attempt, at, provider, providerId, priceMicros, currency)),
        );
        return null;
      } catch (cause) {
        const { permanent, code } = failureOf(cause);
        const last = permanent || attempt >= sendAttempts;
        await transaction((tx) => tx.query((last ? noteFailed : noteTried)(id, attempt, code)));
        if (permanent) throw new Problem("request.invalid", { detail: "The message was refused." }, cause);
        throw cause;
      }
    },
  });
}
