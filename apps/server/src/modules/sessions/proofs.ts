export const proofMethods = [
  "password", "passkey", "totp", "recovery_code", "email_code", "sms_code", "oidc", "saml", "mail_link",
] as const; // prettier-ignore
export type ProofMethod = (typeof proofMethods)[number];

/** What somebody has shown to be who they are. `multi`: two factors at once, as a passkey that checked its user. */
export type Proof = { readonly method: ProofMethod; readonly at: string; readonly acr?: "multi" };

/** Who holds the mailbox is not two people, so what comes by mail never stands beside what came by mail. */
const kindOf: Readonly<Record<ProofMethod, "known" | "held" | "mailbox" | "elsewhere">> = {
  password: "known",
  passkey: "held",
  totp: "held",
  recovery_code: "held",
  sms_code: "held",
  email_code: "mailbox",
  mail_link: "mailbox",
  oidc: "elsewhere",
  saml: "elsewhere",
};

/** Whether these proofs are two factors. */
export function isTwoFactors(proofs: readonly Proof[]): boolean {
  return (
    proofs.some(({ acr }) => acr === "multi") || new Set(proofs.map(({ method }) => kindOf[method])).size > 1
  );
}
