export type SmsMessage = {
  /** Of the message's row, so that a provider can tell a repetition. */
  id: string;
  /** E.164, such as +4930123456. */
  to: string;
  text: string;
};

/** What became of it and what it cost, in millionths of the currency's unit; null where the provider does not say. */
export type SmsReceipt = {
  provider: string;
  providerId: string | null;
  priceMicros: number | null;
  currency: string | null;
};

export type SmsSender = {
  /** Sends once: retrying belongs to the job that calls it. */
  send(message: SmsMessage): Promise<SmsReceipt>;
};

/** `permanent` means that the same message will be refused again. The code is ours or the provider's number. */
export class SmsDeliveryError extends Error {
  override name = "SmsDeliveryError";
  readonly permanent: boolean;
  readonly code: string;
  constructor(permanent: boolean, code: string) {
    super(`The SMS provider did not take the message (${code})`);
    this.permanent = permanent;
    this.code = code;
  }
}

/** What one part of a message costs, for providers that do not say it themselves. */
export type SmsPrice = { micros: number; currency: string };

const gsmAlphabet = /^[\n\r !-Z_a-zÄÖÑÜ§¿äöñüà£¥èéùìòÇØøÅåÆæßÉΔΦΓΛΩΠΨΣΘΞ@$¡]*$/;

/** In how many parts a text travels: 160 signs of the GSM alphabet or 70 of any other, fewer when it is split. */
export function smsParts(text: string): number {
  const plain = gsmAlphabet.test(text);
  const [single, each] = plain ? [160, 153] : [70, 67];
  return text.length <= single ? 1 : Math.ceil(text.length / each);
}

export function listPrice(
  price: SmsPrice | null,
  text: string,
): Pick<SmsReceipt, "priceMicros" | "currency"> {
  if (price === null) return { priceMicros: null, currency: null };
  return { priceMicros: price.micros * smsParts(text), currency: price.currency };
}
