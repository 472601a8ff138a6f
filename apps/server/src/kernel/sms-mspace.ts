import { listPrice, SmsDeliveryError, type SmsPrice, type SmsSender } from "./sms.ts";
import { postToProvider, requireTaken } from "./sms-request.ts";

/** Mspace's second API: a key in a header and JSON. Its refusals may be plain text with a status of success. */
export function createMspaceSms(options: {
  username: string;
  apiKey: string;
  from: string;
  price: SmsPrice | null;
  endpoint?: string;
}): SmsSender {
  const { username, apiKey, from, endpoint = "https://api.mspace.co.ke" } = options;
  return {
    async send({ to, text }) {
      const { status, text: got } = await postToProvider(`${endpoint}/smsapi/v2/sendtext`, {
        headers: { apikey: apiKey, "content-type": "application/json", accept: "application/json" },
        body: JSON.stringify({ username, senderId: from, recipient: to.replace(/^\+/, ""), message: text }),
      });
      requireTaken(status, `mspace ${status}`);
      const providerId = /"messageId"\s*:\s*"?([\w-]{1,64})/i.exec(got)?.[1] ?? null;
      if (providerId === null) {
        throw new SmsDeliveryError(
          false,
          `mspace ${/error\s*(\d{1,5})/i.exec(got)?.[1] ?? "unclear answer"}`,
        );
      }
      return { provider: "mspace", providerId, ...listPrice(options.price, text) };
    },
  };
}
