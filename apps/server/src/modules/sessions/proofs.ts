export const proofMethods = [
  "password", "passkey", "totp", "recovery_code", "email_code", "sms_code", "oidc", "saml", "mail_link", "trusted_device",
] as const; // prettier-ignore
export type ProofMethod = (typeof proofMethods)[number];

/** What somebody has shown to be who they are. `multi`: two factors at once, as a passkey that checked its user. */
export type Proof = {
  readonly method: ProofMethod;
  readonly at: string;
  readonly acr?: "multi";
  /** The organization whose own identity provider says so; what it says holds there and nowhere else. */
  readonly within?: string;
  /** When the password that was given had been chosen; one that was changed since proves nothing. */
  readonly of?: string | null;
};

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
  trusted_device: "held",
};

/**
 * The part of an account's places that these proofs open. Whoever runs an organization's identity provider can sign in
 * as any of its people, so alone it opens that organization; anything that the person proves themselves opens the rest.
 * `standing` is in how many organizations the account is somebody at all, those where they may not act now included.
 */
export function opened<M extends { readonly organizationId: string }>(
  proofs: readonly Proof[],
  memberships: readonly M[],
  standing = memberships.length,
): { places: readonly M[]; fenced: boolean } {
  if (proofs.length === 0 || proofs.some(({ within }) => within === undefined))
    return { places: memberships, fenced: false };
  const inside = new Set(proofs.map(({ within }) => within));
  const places = memberships.filter(({ organizationId }) => inside.has(organizationId));
  return { places, fenced: places.length < standing };
}

/** The proofs that count in an organization: what another one's identity provider says is worth nothing there. */
export function countingIn(organizationId: string, proofs: readonly Proof[]): readonly Proof[] {
  return proofs.filter(({ within }) => within === undefined || within === organizationId);
}

/** Whether these proofs are two factors. */
export function isTwoFactors(proofs: readonly Proof[]): boolean {
  return (
    proofs.some(({ acr }) => acr === "multi") || new Set(proofs.map(({ method }) => kindOf[method])).size > 1
  );
}

const momentOf = (at: string | null): number | null => (at === null ? null : Date.parse(at));

/** Whether a password that was given is not the account's any more. */
export function isOutdated(proofs: readonly Proof[], passwordChangedAt: string | null): boolean {
  return proofs.some(({ of }) => of !== undefined && momentOf(of) !== momentOf(passwordChangedAt));
}

/** Whether an organization's own identity provider vouches; the platform's say so for the platform. */
export function cameThrough(
  proofs: readonly Proof[],
  place: { organizationId: string; platform: boolean },
): boolean {
  return proofs.some(
    ({ method, within }) =>
      (method === "oidc" || method === "saml") &&
      (within === place.organizationId || (place.platform && within === undefined)),
  );
}
