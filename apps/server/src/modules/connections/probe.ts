import { DOMParser } from "@xmldom/xmldom";
import { OutboundError, type Outbound } from "#kernel/outbound";
import type { ConnectionDeps } from "./deps.ts";
import { readCertificate } from "./fitness.ts";
import type { OidcClients } from "./oidc-client.ts";
import { effectiveSettings } from "./presets.ts";
import type { ConnectionRow } from "./queries.ts";

export type Finding = { level: "error" | "warning"; detail: string };

const error = (detail: string): Finding => ({ level: "error", detail });
const warning = (detail: string): Finding => ({ level: "warning", detail });

/** In words that are the same whatever stands behind an address. */
function unreadable(what: string, cause: unknown): Finding {
  const why = cause instanceof OutboundError && cause.reason === "timeout" ? " in time" : "";
  return error(`${what} could not be read${why}.`);
}

async function probeOidc(clients: OidcClients, connection: ConnectionRow): Promise<Finding[]> {
  const { issuer, clientId } = effectiveSettings(connection);
  const findings: Finding[] = [];
  if (connection.clientSecret === null && connection.preset !== "apple")
    findings.push(warning("There is no client secret: the provider must take us for a public client."));
  if (connection.preset === "apple" && connection.privateKey === null)
    findings.push(error("Apple needs the private key."));
  if (issuer === undefined) return findings;
  try {
    const server = (await clients.read(connection)).serverMetadata();
    const methods = server.code_challenge_methods_supported;
    if (methods !== undefined && !methods.includes("S256"))
      findings.push(warning("The provider does not announce PKCE with S256."));
    if (server.authorization_endpoint === undefined || server.token_endpoint === undefined)
      findings.push(error("The discovery document names no authorization or token endpoint."));
    if (server.jwks_uri === undefined) findings.push(error("The discovery document names no keys."));
    if (clientId === undefined) findings.push(error("The client id is missing."));
  } catch (cause) {
    findings.push(unreadable(`The discovery document of ${issuer}`, cause));
  }
  return findings;
}

const bare = (text: string): string => text.replace(/-----[A-Z ]+-----/g, "").replaceAll(/\s/g, "");

async function probeMetadata(outbound: Outbound, connection: ConnectionRow, url: string): Promise<Finding[]> {
  const { entityId, entryPoint, certificates = [] } = connection.settings;
  try {
    const text = await (await outbound.fetch(url)).text();
    if (text.length > 500_000 || /<!(?:DOCTYPE|ENTITY)/i.test(text)) throw new Error("not acceptable");
    const stop = (): never => {
      throw new Error("no XML");
    };
    const parser = new DOMParser({ errorHandler: { warning: stop, error: stop, fatalError: stop } });
    const root = parser.parseFromString(text, "text/xml").documentElement;
    const named = (name: string): Element[] => Array.from(root.getElementsByTagNameNS("*", name));
    const findings: Finding[] = [];
    if (root.getAttribute("entityID") !== entityId)
      findings.push(error("The metadata describes another entity id."));
    if (!named("SingleSignOnService").some((each) => each.getAttribute("Location") === entryPoint))
      findings.push(error("The metadata does not name this entry point."));
    const published = named("X509Certificate").map((each) => bare(each.textContent ?? ""));
    if (!certificates.some((each) => published.includes(bare(each))))
      findings.push(error("None of the certificates is in the metadata."));
    return findings;
  } catch (cause) {
    return [unreadable("The metadata", cause)];
  }
}

function probeCertificates(connection: ConnectionRow, now: Date): Finding[] {
  return (connection.settings.certificates ?? []).flatMap((text, at) => {
    const certificate = readCertificate(text);
    if (certificate === null) return [error(`Certificate ${at + 1} cannot be read.`)];
    const days = (Date.parse(certificate.validTo) - now.getTime()) / 86_400_000;
    if (days < 0) return [warning(`Certificate ${at + 1} ended on ${certificate.validTo}.`)];
    return days < 30 ? [warning(`Certificate ${at + 1} ends on ${certificate.validTo}.`)] : [];
  });
}

/** What a connection's settings look like from the provider's side. */
export async function probe(
  { outbound, clock }: Pick<ConnectionDeps, "outbound" | "clock">,
  clients: OidcClients,
  connection: ConnectionRow,
): Promise<Finding[]> {
  const open = connection.domains.filter(({ provenAt }) => provenAt === null);
  const domains = open.map(({ domain }) => warning(`The domain ${domain} is not proven yet.`));
  if (connection.kind === "oidc") return [...(await probeOidc(clients, connection)), ...domains];
  const { metadataUrl } = connection.settings;
  const metadata = metadataUrl === undefined ? [] : await probeMetadata(outbound, connection, metadataUrl);
  return [...metadata, ...probeCertificates(connection, clock.now()), ...domains];
}
