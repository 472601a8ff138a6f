import { createHash, createHmac } from "node:crypto";
import type { Clock } from "./clock.ts";
import { listPrice, type SmsPrice, type SmsSender } from "./sms.ts";
import { postToProvider, requireTaken } from "./sms-request.ts";

const sha256Hex = (text: string): string => createHash("sha256").update(text).digest("hex");
const hmac = (key: Buffer | string, text: string): Buffer => createHmac("sha256", key).update(text).digest();
const formType = "application/x-www-form-urlencoded; charset=utf-8";

/** Publishes to a telephone number by Amazon SNS, signed by AWS Signature Version 4. */
export function createSnsSms(options: {
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  from: string;
  price: SmsPrice | null;
  clock: Clock;
  endpoint?: string;
}): SmsSender {
  const { region, accessKeyId, secretAccessKey, from, clock } = options;
  const url = new URL(options.endpoint ?? `https://sns.${region}.amazonaws.com/`);

  function signed(body: string): Record<string, string> {
    const time = clock
      .now()
      .toISOString()
      .replace(/[-:]|\.\d{3}/g, "");
    const scope = `${time.slice(0, 8)}/${region}/sns/aws4_request`;
    const names = "content-type;host;x-amz-date";
    const headers = `content-type:${formType}\nhost:${url.host}\nx-amz-date:${time}\n`;
    const request = ["POST", url.pathname, "", headers, names, sha256Hex(body)].join("\n");
    const toSign = ["AWS4-HMAC-SHA256", time, scope, sha256Hex(request)].join("\n");
    const key = scope.split("/").reduce<Buffer | string>(hmac, `AWS4${secretAccessKey}`);
    const signature = hmac(key, toSign).toString("hex");
    const credential = `Credential=${accessKeyId}/${scope}`;
    return {
      "content-type": formType,
      "x-amz-date": time,
      authorization: `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=${names}, Signature=${signature}`,
    };
  }

  const attributes = { "AWS.SNS.SMS.SMSType": "Transactional", "AWS.SNS.SMS.SenderID": from };
  return {
    async send({ to, text }) {
      const form = new URLSearchParams({
        Action: "Publish",
        Version: "2010-03-31",
        PhoneNumber: to,
        Message: text,
      });
      for (const [at, [name, value]] of Object.entries(attributes).entries()) {
        const entry = `MessageAttributes.entry.${at + 1}`;
        form.set(`${entry}.Name`, name);
        form.set(`${entry}.Value.DataType`, "String");
        form.set(`${entry}.Value.StringValue`, value);
      }
      const body = form.toString();
      const { status, text: got } = await postToProvider(url.href, { headers: signed(body), body });
      requireTaken(status, `sns ${/<Code>(\w{1,60})<\/Code>/.exec(got)?.[1] ?? status}`);
      const providerId = /<MessageId>([\w-]{1,64})<\/MessageId>/.exec(got)?.[1] ?? null;
      return { provider: "sns", providerId, ...listPrice(options.price, text) };
    },
  };
}
