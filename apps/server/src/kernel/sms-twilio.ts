import { z } from "zod";
import { listPrice, type SmsPrice, type SmsSender } from "./sms.ts";
import { postToProvider, requireTaken } from "./sms-request.ts";

const answer = z.object({
  sid: z.string().max(64).nullish(),
  price: z.string().max(20).nullish(),
  price_unit: z.string().max(3).nullish(),
  code: z.number().nullish(),
});

function parsed(text: string): z.output<typeof answer> {
  try {
    return answer.parse(JSON.parse(text));
  } catch {
    return {};
  }
}

/** Twilio's Messages resource. A sender that begins with MG is a messaging service. */
export function createTwilioSms(options: {
  accountSid: string;
  authToken: string;
  from: string;
  price: SmsPrice | null;
  endpoint?: string;
}): SmsSender {
  const { accountSid, authToken, from, endpoint = "https://api.twilio.com" } = options;
  const url = `${endpoint}/2010-04-01/Accounts/${encodeURIComponent(accountSid)}/Messages.json`;
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString("base64")}`;
  return {
    async send({ to, text }) {
      const sender = from.startsWith("MG") ? { MessagingServiceSid: from } : { From: from };
      const { status, text: got } = await postToProvider(url, {
        headers: { authorization, "content-type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams({ To: to, Body: text, ...sender }).toString(),
      });
      const { sid = null, price, price_unit: currency, code } = parsed(got);
      requireTaken(status, `twilio ${code ?? status}`);
      // The price is a negative amount, and only there once it is known.
      const told = price ? Math.round(Math.abs(Number(price)) * 1_000_000) : Number.NaN;
      const cost = Number.isFinite(told)
        ? { priceMicros: told, currency: currency ?? "USD" }
        : listPrice(options.price, text);
      return { provider: "twilio", providerId: sid, ...cost };
    },
  };
}
