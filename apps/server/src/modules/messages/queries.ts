import { command, statement } from "#kernel/db/statement";
import { text, timeOrNull } from "#kernel/db/values";

export const insertMessage = command<
  [string, string, string, string, string, string, string, string, string | null]
>(
  `insert into messages (organization_id, id, channel, recipient, template, locale, sealed, created_at, expires_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
);

export type QueuedMessage = {
  channel: "mail" | "sms";
  recipient: string;
  template: string;
  locale: string;
  sealed: string;
  expiresAt: string | null;
};

export const findQueued = statement<[string], QueuedMessage>(
  `select channel, recipient, template, locale, sealed, expires_at from messages
   where id = $1 and state = 'queued' and sealed is not null`,
  (row) => ({
    channel: text(row, 0) === "sms" ? "sms" : "mail",
    recipient: text(row, 1),
    template: text(row, 2),
    locale: text(row, 3),
    sealed: text(row, 4),
    expiresAt: timeOrNull(row, 5),
  }),
);

export const noteSent = command<
  [string, number, string, string, string | null, number | null, string | null]
>(
  `update messages set state = 'sent', sealed = null, error = null, attempts = $2, sent_at = $3, provider = $4,
     provider_id = $5, price_micros = $6, currency = $7 where id = $1`,
);
export const noteFailed = command<[string, number, string]>(
  "update messages set state = 'failed', sealed = null, attempts = $2, error = $3 where id = $1",
);
export const noteTried = command<[string, number, string]>(
  "update messages set attempts = $2, error = $3 where id = $1",
);

export const dropOldMessages = command<[string]>("delete from messages where created_at < $1");
