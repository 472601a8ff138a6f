import { fail } from "#kernel/operation";

/** NIST SP 800-63B-4: where the password is the only factor, 15 characters; no rules of composition. */
export const shortestPassword = 15;

/** Says why a password will not do; length and guessability, nothing else. */
export function checkPassword(password: string, context: { email: string; pointer: string }): void {
  const normal = password.normalize("NFKC");
  const refuse = (code: string, detail: string): never =>
    fail("password.unfit", { detail, fields: [{ pointer: context.pointer, code, detail }] });
  if (Array.from(normal).length < shortestPassword) {
    refuse(
      "too_short",
      `A password needs at least ${shortestPassword} characters; a short sentence is a good one.`,
    );
  }
  const lower = normal.toLowerCase();
  const [local = ""] = context.email.split("@");
  if (lower === context.email || (local.length > 3 && lower.replaceAll(local, "").length < 6)) {
    refuse("contains_email", "The password must not be made of the e-mail address.");
  }
  if (new Set(lower).size < 5) refuse("repetitive", "The password repeats too few characters.");
}
