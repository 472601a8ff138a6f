import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemClock } from "#kernel/clock";
import { openKeyRing } from "#kernel/key-ring";
import { createPostgresKeyStore } from "#kernel/key-store-postgres";
import type { MailMessage } from "#kernel/mail";
import { MailDeliveryError } from "#kernel/mail-smtp";
import { createRateLimiter } from "#kernel/rate-limit";
import { createPostgresRateStore } from "#kernel/rate-limit-postgres";
import type { SmsMessage, SmsSender } from "#kernel/sms";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import { testMaster } from "../../testing/master.ts";
import { makeOrganization, setUpPlatform, type Place } from "../../testing/people.ts";
import { createMessages, type Messages } from "./index.ts";

describe("messages", () => {
  let atrium: Atrium;
  let place: Place;
  let messages: Messages;
  let now = new Date();
  const mails: MailMessage[] = [];
  const texts: SmsMessage[] = [];
  let failing: Error | null = null;

  const mailer = {
    async send(message: MailMessage) {
      if (failing !== null) throw failing;
      mails.push(message);
      return { messageId: message.messageId ?? "" };
    },
    verify: async () => undefined,
    close: async () => undefined,
  };
  const sms: SmsSender = {
    async send(message) {
      texts.push(message);
      return { provider: "test", providerId: "p-1", priceMicros: 75_000, currency: "EUR" };
    },
  };

  beforeAll(async () => {
    atrium = await startTestAtrium({
      jobs: true,
      publicUrl: new URL("https://people.example"),
      parts: { mailer, sms },
    });
    place = await makeOrganization((await setUpPlatform(atrium)).owner);
    const store = createPostgresKeyStore(atrium.database.exclusive);
    messages = createMessages({
      keys: await openKeyRing({ master: testMaster, store, clock: systemClock }),
      clock: { ...systemClock, now: () => now },
      newId: atrium.newId,
      limiter: createRateLimiter({
        clock: systemClock,
        store: createPostgresRateStore(atrium.database.asSystem()),
      }),
      platformId: () => place.uuid,
    });
  });
  afterAll(() => atrium.close());

  const reset = (to: string, extra: { expiresAt?: Date } = {}): Promise<string> =>
    atrium.database.transaction(place.uuid, (db) =>
      messages.queueMail(db, {
        to, template: "reset_password", locale: "de-AT", organizationId: place.uuid,
        data: { token: "canary-token", byAdmin: false }, ...extra,
      }),
    ); // prettier-ignore
  const rowOf = async (id: string): Promise<Record<string, unknown>> =>
    (await atrium.sql.query<Record<string, unknown>>("select * from messages where id = $1", [id])).rows[0] ??
    {};

  it("leave after the commit, in the reader's language, with a link to the public origin", async () => {
    const id = await reset("ann@example.com");
    await atrium.app.jobs.idle();
    expect(mails.at(-1)).toMatchObject({
      to: "ann@example.com",
      subject: "Neues Passwort setzen",
      messageId: `<${id}@people.example>`,
    });
    const link = "https://people.example/auth/reset-password?token=canary-token";
    expect(mails.at(-1)?.text).toContain(link);
    expect(mails.at(-1)?.html).toContain(`href="${link}"`);
    expect(await rowOf(id)).toMatchObject({ state: "sent", sealed: null, locale: "de", provider: "smtp" });
  });

  it("B04: nothing that is kept holds the link, before and after it was sent", async () => {
    const id = await reset("bea@example.com");
    const waiting = await rowOf(id);
    const { rows } = await atrium.sql.query("select row_to_json(j) as job from jobs j");
    expect(JSON.stringify([waiting, rows])).not.toContain("canary-token");
    await atrium.app.jobs.idle();
    expect(JSON.stringify(await rowOf(id))).not.toContain("canary-token");
  });

  it("do not leave when the transaction does not commit", async () => {
    const before = mails.length;
    const broken = atrium.database.transaction(place.uuid, async (db) => {
      await messages.queueMail(db, {
        to: "cid@example.com", template: "password_changed", locale: null, organizationId: null,
        data: { at: new Date().toISOString() },
      }); // prettier-ignore
      throw new Error("thought better of it");
    });
    await expect(broken).rejects.toThrow("thought better of it");
    await atrium.app.jobs.idle();
    expect(mails.length).toBe(before);
  });

  it("are tried again while the server is away, and given up without their secrets when it refuses", async () => {
    failing = new MailDeliveryError(false, "ECONNECTION", undefined);
    const id = await reset("dan@example.com");
    await atrium.app.jobs.idle();
    expect(await rowOf(id)).toMatchObject({ state: "queued", attempts: 1, error: "ECONNECTION" });
    failing = new MailDeliveryError(true, "EENVELOPE", 550);
    await atrium.sql.query("update jobs set run_at = now() where state = 'queued'");
    await atrium.app.jobs.idle();
    expect(await rowOf(id)).toMatchObject({
      state: "failed",
      attempts: 2,
      error: "EENVELOPE 550",
      sealed: null,
    });
    failing = null;
  });

  it("are not sent any more when what they carry has run out", async () => {
    const before = mails.length;
    const id = await reset("eva@example.com", { expiresAt: new Date(Date.now() - 1000) });
    await atrium.app.jobs.idle();
    expect(mails.length).toBe(before);
    expect(await rowOf(id)).toMatchObject({ state: "failed", error: "expired", sealed: null });
  });

  it("go by SMS with what the provider took for it", async () => {
    const id = await atrium.database.transaction(place.uuid, (db) =>
      messages.queueSms(db, {
        to: "+4930123456", template: "sign_in_code", locale: "fr", organizationId: place.uuid,
        data: { code: "123456", minutes: 10 },
      }),
    ); // prettier-ignore
    await atrium.app.jobs.idle();
    expect(texts.at(-1)).toMatchObject({ to: "+4930123456", text: expect.stringContaining("123456 est") });
    expect(await rowOf(id)).toMatchObject({
      channel: "sms", state: "sent", provider: "test", provider_id: "p-1", price_micros: "75000", currency: "EUR", sealed: null,
    }); // prettier-ignore
  });

  it("B10: to one address no more than five of the kind that strangers can cause go out in an hour", async () => {
    const asked = await Promise.all(
      Array.from({ length: 20 }, () => messages.mayMail("flooded@example.com")),
    );
    expect(asked.filter(Boolean)).toHaveLength(5);
    expect(await messages.mayMail("other@example.com")).toBe(true);
  });

  it("are forgotten after three months", async () => {
    now = new Date(Date.now() - 91 * 86_400_000);
    const old = await reset("old@example.com");
    now = new Date();
    await atrium.app.jobs.idle();
    await atrium.sql.query("update job_schedules set next_run_at = now() where kind = 'messages.clean_up'");
    await atrium.app.jobs.idle();
    expect(await rowOf(old)).toEqual({});
  });
});
