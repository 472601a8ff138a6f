import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { fixedClock } from "./clock.ts";
import { listPrice, smsParts, type SmsSender } from "./sms.ts";
import { createSmsFolder } from "./sms-folder.ts";
import { createMspaceSms } from "./sms-mspace.ts";
import { createSnsSms } from "./sms-sns.ts";
import { createTwilioSms } from "./sms-twilio.ts";

const closers: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

type Seen = { url: string; headers: IncomingMessage["headers"]; body: string };

/** Stands for a provider: keeps what it is asked and answers as it is told. */
async function startProvider(answer: { status: number; body: string; location?: string }) {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      seen.push({ url: request.url ?? "", headers: request.headers, body: Buffer.concat(parts).toString() });
      const headers = answer.location === undefined ? {} : { location: answer.location };
      response.writeHead(answer.status, headers).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => new Promise((resolve) => server.close(resolve)));
  return { seen, endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const price = { micros: 75_000, currency: "EUR" };
const message = { id: "m-1", to: "+4930123456", text: "123456 is your code + more & less" };
const senders: Record<string, (endpoint: string) => SmsSender> = {
  twilio: (endpoint) =>
    createTwilioSms({ accountSid: "AC1", authToken: "secret", from: "+15005550006", price, endpoint }),
  sns: (endpoint) =>
    createSnsSms({
      region: "eu-central-1", accessKeyId: "AKID", secretAccessKey: "secret", from: "Atrium", price,
      clock: fixedClock("2026-03-01T12:00:00Z"), endpoint: `${endpoint}/`,
    }), // prettier-ignore
  mspace: (endpoint) =>
    createMspaceSms({ username: "atrium", apiKey: "secret", from: "ATRIUM", price, endpoint }),
};

describe("SMS providers", () => {
  it("Twilio takes a form with Basic credentials and tells the price", async () => {
    const body = JSON.stringify({ sid: "SM1", price: "-0.00750", price_unit: "USD" });
    const { seen, endpoint } = await startProvider({ status: 201, body });
    expect(await senders["twilio"]?.(endpoint).send(message)).toEqual({
      provider: "twilio", providerId: "SM1", priceMicros: 7500, currency: "USD",
    }); // prettier-ignore
    expect(seen[0]?.url).toBe("/2010-04-01/Accounts/AC1/Messages.json");
    expect(seen[0]?.headers.authorization).toBe(`Basic ${Buffer.from("AC1:secret").toString("base64")}`);
    expect(Object.fromEntries(new URLSearchParams(seen[0]?.body))).toEqual({
      To: message.to, From: "+15005550006", Body: message.text,
    }); // prettier-ignore
  });

  it("Twilio sends by a messaging service and falls back to the list price while its own is not known", async () => {
    const { seen, endpoint } = await startProvider({ status: 201, body: '{"sid":"SM2","price":null}' });
    const sender = createTwilioSms({ accountSid: "AC1", authToken: "x", from: "MG9", price, endpoint });
    expect(await sender.send(message)).toMatchObject({ priceMicros: 75_000, currency: "EUR" });
    expect(new URLSearchParams(seen[0]?.body).get("MessagingServiceSid")).toBe("MG9");
  });

  it("SNS gets a signed form", async () => {
    const body = "<PublishResponse><MessageId>567910cd-659e</MessageId></PublishResponse>";
    const { seen, endpoint } = await startProvider({ status: 200, body });
    expect(await senders["sns"]?.(endpoint).send(message)).toMatchObject({
      provider: "sns", providerId: "567910cd-659e", priceMicros: 75_000,
    }); // prettier-ignore
    const form = new URLSearchParams(seen[0]?.body);
    expect(form.get("PhoneNumber")).toBe(message.to);
    expect(form.get("Message")).toBe(message.text);
    expect(seen[0]?.headers["x-amz-date"]).toBe("20260301T120000Z");
    expect(seen[0]?.headers.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKID\/20260301\/eu-central-1\/sns\/aws4_request, SignedHeaders=content-type;host;x-amz-date, Signature=[0-9a-f]{64}$/,
    );
  });

  it("Mspace gets JSON with its key in a header, and its plain text of refusal is one", async () => {
    const good = await startProvider({
      status: 200,
      body: '{"message":[{"messageId":49032372,"status":111}]}',
    });
    expect(await senders["mspace"]?.(good.endpoint).send(message)).toMatchObject({ providerId: "49032372" });
    expect(good.seen[0]?.headers["apikey"]).toBe("secret");
    expect(JSON.parse(good.seen[0]?.body ?? "")).toEqual({
      username: "atrium", senderId: "ATRIUM", recipient: "4930123456", message: message.text,
    }); // prettier-ignore
    const bad = await startProvider({ status: 200, body: "Error 100: Authentication Failure" });
    await expect(senders["mspace"]?.(bad.endpoint).send(message)).rejects.toMatchObject({
      code: "mspace 100",
    });
  });

  for (const [name, sender] of Object.entries(senders)) {
    it(`${name}: says what passes and what is final, never in the provider's words or with a secret`, async () => {
      for (const [status, permanent] of [
        [400, true],
        [401, false],
        [429, false],
        [500, false],
      ] as const) {
        const { endpoint } = await startProvider({ status, body: "canary secret 123456" });
        const error: unknown = await sender(endpoint)
          .send(message)
          .catch((reason: unknown) => reason);
        expect(error, `${name} ${status}`).toMatchObject({ name: "SmsDeliveryError", permanent });
        expect(JSON.stringify(error) + String(error)).not.toMatch(/canary|secret|123456/);
      }
    });

    it(`${name}: follows no redirect and reads no endless answer`, async () => {
      const trap = await startProvider({ status: 200, body: "" });
      const away = await startProvider({ status: 307, body: "", location: trap.endpoint });
      await expect(sender(away.endpoint).send(message)).rejects.toMatchObject({ permanent: false });
      expect(trap.seen).toEqual([]);
      const long = await startProvider({ status: 200, body: "x".repeat(100_000) });
      await expect(sender(long.endpoint).send(message)).rejects.toMatchObject({ code: "answer too long" });
      await expect(sender("http://127.0.0.1:1").send(message)).rejects.toMatchObject({ code: "unreachable" });
    });
  }
});

describe("SMS without a provider", () => {
  it("is kept in a file for the developer alone; the log learns neither text nor whole number", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "atrium-sms-"));
    closers.push(() => rm(folder, { recursive: true }));
    const logged: string[] = [];
    const logger = { info: (details: object) => void logged.push(JSON.stringify(details)) };
    const sent = await createSmsFolder({ folder, logger }).send(message);
    expect(sent).toMatchObject({ provider: "log", priceMicros: null });
    const file = path.join(folder, "m-1.txt");
    expect(await readFile(file, "utf8")).toContain(message.text);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(logged.join()).not.toMatch(/123456|4930/);
  });
});

describe("what an SMS costs", () => {
  it("goes by its parts: 160 signs of the plain alphabet, 70 of any other, fewer when split", () => {
    expect([smsParts("a".repeat(160)), smsParts("a".repeat(161)), smsParts("a".repeat(307))]).toEqual([
      1, 2, 3,
    ]);
    expect([smsParts("я".repeat(70)), smsParts("я".repeat(71))]).toEqual([1, 2]);
    expect(listPrice(price, "a".repeat(200))).toEqual({ priceMicros: 150_000, currency: "EUR" });
    expect(listPrice(null, "a")).toEqual({ priceMicros: null, currency: null });
  });
});
