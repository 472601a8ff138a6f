import type { Assertion, newPasskeyOptions, Output, passkeyOptions, Registration } from "@atrium/contracts";

export function passkeysWork(): boolean {
  return typeof PublicKeyCredential === "function" && "parseRequestOptionsFromJSON" in PublicKeyCredential;
}

/** Passkeys among the names that the browser fills in. */
export async function passkeysFillIn(): Promise<boolean> {
  return passkeysWork() && (await PublicKeyCredential.isConditionalMediationAvailable());
}

function plain<T>(credential: Credential | null): T {
  if (!(credential instanceof PublicKeyCredential)) throw new Error("The browser gave no passkey.");
  // The browser's own way to say it in JSON, whose shape the server checks.
  return credential.toJSON() as T;
}

export async function askForPasskey(
  options: Output<typeof passkeyOptions>,
  how: { signal?: AbortSignal; mediation?: CredentialMediationRequirement } = {},
): Promise<Assertion> {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  return plain(await navigator.credentials.get({ publicKey, ...how }));
}

export async function makePasskey(options: Output<typeof newPasskeyOptions>): Promise<Registration> {
  // The contract says text where the browser names each word it knows.
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(
    options as PublicKeyCredentialCreationOptionsJSON,
  );
  return plain(await navigator.credentials.create({ publicKey }));
}
