import { fail } from "#kernel/operation";

const e164 = /^\+[1-9]\d{7,14}$/;

/**
 * Numbers that cost the sender or pay their owner: satellite and global networks, shared cost, premium rate. Kept to
 * the ones that national plans fix; prices of ordinary numbers are held by the caps of the messages.
 */
const premium = [
  "808", "870", "878", "881", "882", "883", "888", "979", "1900", "1976", "3190", "3290", "3389", "34803", "34806", "34807",
  "34905", "35315", "351760", "351761", "358600", "358700", "39892", "39899", "41900", "41901", "41906", "420900", "420906",
  "420909", "43900", "43901", "43930", "43931", "4487", "449", "4590", "46900", "46939", "46944", "47820", "47829", "4870",
  "49137", "49180", "49900", "61190",
]; // prettier-ignore

/** A number in its international form; what no message may be sent to is refused. */
export function checkPhone(text: string): string {
  const number = text.replaceAll(/[\s().\-/]/g, "").replace(/^00/, "+");
  if (!e164.test(number)) {
    return fail("phone.refused", {
      detail: "Write the number with its country, as in +43 660 1234567.",
      fields: [{ pointer: "/phone", code: "shape", detail: "is no international number" }],
    });
  }
  if (premium.some((prefix) => number.startsWith(prefix, 1))) {
    return fail("phone.refused", {
      detail: "Messages are not sent to premium numbers.",
      fields: [{ pointer: "/phone", code: "premium", detail: "is a premium number" }],
    });
  }
  return number;
}

/** Enough to know one's own number again, too little to call it. */
export function maskedPhone(number: string): string {
  return `${number.slice(0, 3)}…${number.slice(-2)}`;
}

export function maskedEmail(email: string): string {
  const at = email.lastIndexOf("@");
  return `${email.slice(0, 1)}…${email.slice(at)}`;
}
