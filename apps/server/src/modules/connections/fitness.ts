import { X509Certificate } from "node:crypto";
import { fail } from "#kernel/operation";
import type { FieldProblem } from "#kernel/problem";
import { effectiveSettings } from "./presets.ts";
import type { ConnectionRow } from "./queries.ts";

type Judged = Pick<ConnectionRow, "kind" | "preset" | "settings">;

export function readCertificate(text: string): X509Certificate | null {
  const body = text.replace(/-----(?:BEGIN|END) CERTIFICATE-----/g, "").replaceAll(/\s/g, "");
  if (!/^[A-Za-z0-9+/]+=*$/.test(body)) return null;
  try {
    return new X509Certificate(Buffer.from(body, "base64"));
  } catch {
    return null;
  }
}

function certificateProblem(text: string): string | null {
  const certificate = readCertificate(text);
  if (certificate === null) return "is no X.509 certificate";
  const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey;
  if (asymmetricKeyType === "rsa") {
    return (asymmetricKeyDetails?.modulusLength ?? 0) >= 2048
      ? null
      : "has an RSA key of less than 2048 bits";
  }
  return "needs an RSA key";
}

/** What keeps settings from ever working; what only the provider can tell is for a test to find out. */
function problemsOf(connection: Judged, loopback: boolean): FieldProblem[] {
  const { kind, preset } = connection;
  const settings = effectiveSettings(connection);
  const problems: FieldProblem[] = [];
  const note = (field: string, code: string, detail: string): void =>
    void problems.push({ pointer: `/settings/${field}`, code, detail });
  const need = (...fields: (keyof typeof settings)[]): void => {
    for (const field of fields) if (settings[field] === undefined) note(field, "required", "is required");
  };
  const addresses = [
    "issuer", "authorizationEndpoint", "tokenEndpoint", "userinfoEndpoint", "entryPoint", "metadataUrl",
  ] as const; // prettier-ignore
  for (const field of addresses) {
    const address = settings[field];
    if (address === undefined || address.startsWith("https://")) continue;
    if (!loopback) note(field, "insecure", "must begin with https");
  }
  if (kind === "saml") {
    if (preset !== "generic") note("entryPoint", "preset", "SAML has no presets");
    need("entryPoint", "entityId", "certificates");
    settings.certificates?.forEach((text, at) => {
      const problem = certificateProblem(text);
      if (problem !== null) note(`certificates/${at}`, "unfit", problem);
    });
    return problems;
  }
  need("clientId");
  if (settings.issuer === undefined) need("authorizationEndpoint", "tokenEndpoint", "userinfoEndpoint");
  if (preset === "apple") need("teamId", "keyId");
  const tenant = /^https:\/\/login\.microsoftonline\.com\/[0-9a-f-]{36}\/v2\.0$/;
  if (preset === "microsoft" && !tenant.test(settings.issuer ?? "")) {
    note("issuer", "tenant", "must be https://login.microsoftonline.com/<tenant id>/v2.0");
  }
  return problems;
}

export function checkFitness(connection: Judged, loopback: boolean): void {
  const fields = problemsOf(connection, loopback);
  if (fields.length > 0) fail("connection.unfit", { fields: fields.slice(0, 20) });
}
