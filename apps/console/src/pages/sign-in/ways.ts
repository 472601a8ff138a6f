import type { FactorKind, SignInAnswer } from "@atrium/contracts";

/** How somebody can show that it is them. */
export type Way = FactorKind | "password";
export type CodeWay = Exclude<FactorKind, "passkey">;
export type SentWay = "email_code" | "sms_code";

export function isCodeWay(way: Way): way is CodeWay {
  return way !== "password" && way !== "passkey";
}

export function isSentWay(way: Way): way is SentWay {
  return way === "email_code" || way === "sms_code";
}

/** The quickest first: what is at hand before what has to be sent, what is kept for the worst last. */
const order: readonly Way[] = ["passkey", "password", "totp", "email_code", "sms_code", "recovery_code"];

export function inOrder(ways: readonly Way[]): Way[] {
  return order.filter((way) => ways.includes(way));
}

/** What each step between the password and the session is given. */
export type StepProps = {
  ticket: string;
  onAnswer: (answer: SignInAnswer) => void;
  /** What was refused; where the ticket is dead, the sign-in begins anew. */
  onRefused: (error: Error | null) => void;
};
