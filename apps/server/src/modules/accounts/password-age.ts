import type { PasswordRules } from "./password-rules.ts";

const dayMs = 86_400_000;

/** Whether a password has grown too old. One whose day nobody knows is too old wherever there is a limit. */
export function passwordExpired(changedAt: string | null, rules: PasswordRules, now: Date): boolean {
  const days = rules.maxAgeDays ?? null;
  if (days === null) return false;
  return changedAt === null || now.getTime() - Date.parse(changedAt) >= days * dayMs;
}

/** Whether a sign-in asks for a new password first. */
export function mustRenewPassword(
  password: { readonly passwordChangedAt: string | null; readonly mustChangePassword: boolean },
  rules: PasswordRules,
  now: Date,
): boolean {
  return password.mustChangePassword || passwordExpired(password.passwordChangedAt, rules, now);
}
