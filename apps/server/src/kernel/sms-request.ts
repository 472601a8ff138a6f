import { SmsDeliveryError } from "./sms.ts";

const patienceMs = 10_000;
const longestAnswer = 64 * 1024;

/** One POST to a provider: bounded in time and size, without redirects; its words never leave this function's caller. */
export async function postToProvider(
  url: string,
  request: { headers: Record<string, string>; body: string },
): Promise<{ status: number; text: string }> {
  const signal = AbortSignal.timeout(patienceMs);
  try {
    const response = await fetch(url, { method: "POST", redirect: "error", signal, ...request });
    const text = await readBounded(response);
    return { status: response.status, text };
  } catch (cause) {
    if (cause instanceof SmsDeliveryError) throw cause;
    throw new SmsDeliveryError(false, signal.aborted ? "timeout" : "unreachable");
  }
}

async function readBounded(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader: ReadableStreamDefaultReader<Uint8Array> | undefined = response.body?.getReader();
  for (;;) {
    const { done = true, value } = (await reader?.read()) ?? {};
    if (done || value === undefined) break;
    length += value.byteLength;
    if (length > longestAnswer) throw new SmsDeliveryError(false, "answer too long");
    parts.push(value);
  }
  return Buffer.concat(parts).toString();
}

/** Throws unless the provider took the message. Wrong credentials and its own trouble pass; a refused number does not. */
export function requireTaken(status: number, code: string): void {
  if (status >= 200 && status < 300) return;
  const passes = status >= 500 || status === 401 || status === 403 || status === 408 || status === 429;
  throw new SmsDeliveryError(!passes, code);
}
