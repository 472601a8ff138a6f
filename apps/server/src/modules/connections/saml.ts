import type { CacheProvider, SAML } from "@node-saml/node-saml";
import { addressOrNull, exactText, groupsOf, nameOrNull, refuse, type Asserted } from "./asserted.ts";
import type { Addresses } from "./addresses.ts";
import type { ConnectionRow } from "./queries.ts";
import { childrenOf, readShape, type Shape } from "./saml-shape.ts";

const skewMs = 60_000;
const oldestMs = 600_000;
const success = "urn:oasis:names:tc:SAML:2.0:status:Success";
const bearer = "urn:oasis:names:tc:SAML:2.0:cm:bearer";
const transient = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient";
const mailFormat = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress";
const claims = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims";
const usual = {
  email: ["email", "mail", "urn:oid:0.9.2342.19200300.100.1.3", `${claims}/emailaddress`],
  firstName: ["firstName", "givenName", "urn:oid:2.5.4.42", `${claims}/givenname`],
  lastName: ["lastName", "sn", "surname", "urn:oid:2.5.4.4", `${claims}/surname`],
  groups: ["groups", "memberOf", "http://schemas.microsoft.com/ws/2008/06/identity/claims/groups"],
};
const multiFactor = new Set([
  "https://refeds.org/profile/mfa",
  "http://schemas.microsoft.com/claims/multipleauthn",
]);

/** What a provider must call our request; made of the flow's id, so that no table of requests is needed. */
export const requestIdOf = (flowId: string): string => `_${flowId}`;

function requestsOf(expected: string | null, sentAt: string): CacheProvider {
  return {
    saveAsync: (key) => Promise.resolve({ value: key, createdAt: Date.now() }),
    getAsync: (key) => Promise.resolve(key === expected ? sentAt : null),
    removeAsync: (key) => Promise.resolve(key),
  };
}

/** Brought when the first organization needs it: eighteen megabytes that most installations never use. */
async function samlFor(
  connection: ConnectionRow,
  addresses: Addresses,
  request: { id: string | null; sentAt: string },
): Promise<SAML> {
  const { SAML: Saml, ValidateInResponseTo } = await import("@node-saml/node-saml");
  const { entryPoint = "", certificates = [] } = connection.settings;
  const entityId = addresses.entityId(connection.uuid);
  return new Saml({
    entryPoint,
    idpCert: [...certificates],
    issuer: entityId,
    audience: entityId,
    callbackUrl: addresses.acs(connection.uuid),
    wantAssertionsSigned: true,
    wantAuthnResponseSigned: false,
    validateInResponseTo: request.id === null ? ValidateInResponseTo.never : ValidateInResponseTo.always,
    cacheProvider: requestsOf(request.id, request.sentAt),
    requestIdExpirationPeriodMs: oldestMs,
    generateUniqueId: () => request.id ?? "",
    acceptedClockSkewMs: skewMs,
    maxAssertionAgeMs: oldestMs,
    identifierFormat: null,
    disableRequestedAuthnContext: true,
    signatureAlgorithm: "sha256",
  });
}

export async function samlRequestUrl(
  connection: ConnectionRow,
  addresses: Addresses,
  from: { state: string; flowId: string; sentAt: string },
): Promise<string> {
  const saml = await samlFor(connection, addresses, { id: requestIdOf(from.flowId), sentAt: from.sentAt });
  return saml.getAuthorizeUrlAsync(from.state, undefined, {});
}

export function samlMetadataOf(uuid: string, addresses: Addresses): string {
  const escape = (text: string): string => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  return `<?xml version="1.0" encoding="UTF-8"?>
<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${escape(addresses.entityId(uuid))}">
  <SPSSODescriptor AuthnRequestsSigned="false" WantAssertionsSigned="true" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <AssertionConsumerService index="1" isDefault="true" Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="${escape(addresses.acs(uuid))}"/>
  </SPSSODescriptor>
</EntityDescriptor>
`;
}

const one = (parent: Element, name: string): Element => {
  const [found, ...more] = childrenOf(parent, name);
  return found === undefined || more.length > 0 ? refuse(`it does not hold exactly one ${name}`) : found;
};

/** What the library leaves unread: to whom the answer was sent, by whom, for which request and until when. */
function checkEnvelope(shape: Shape, connection: ConnectionRow, acs: string, requestId: string | null): void {
  const { response, assertion } = shape;
  const issuer = connection.settings.entityId;
  const attribute = (element: Element, name: string): string | null =>
    element.hasAttribute(name) ? element.getAttribute(name) : null;
  if (attribute(one(one(response, "Status"), "StatusCode"), "Value") !== success)
    refuse("it tells no success");
  if ((attribute(response, "Destination") ?? acs) !== acs) refuse("it was sent elsewhere");
  for (const holder of childrenOf(response, "Issuer")) {
    if (holder.textContent?.trim() !== issuer) refuse("the response is another provider's");
  }
  if (one(assertion, "Issuer").textContent?.trim() !== issuer) refuse("the assertion is another provider's");
  if (attribute(response, "InResponseTo") !== requestId) refuse("it answers another request");
  const conditions = one(assertion, "Conditions");
  if (attribute(conditions, "NotOnOrAfter") === null) refuse("the assertion has no end");
  const confirmation = one(one(assertion, "Subject"), "SubjectConfirmation");
  const data = one(confirmation, "SubjectConfirmationData");
  if (attribute(confirmation, "Method") !== bearer) refuse("the subject is confirmed in another way");
  if (attribute(data, "Recipient") !== acs) refuse("the assertion is for somebody else");
  if (attribute(data, "NotOnOrAfter") === null) refuse("the confirmation has no end");
  if (attribute(data, "InResponseTo") !== requestId) refuse("the assertion answers another request");
}

export type SamlAnswer = { asserted: Asserted; assertionId: string };

/** Checks an answer by its shape, its envelope and its signature, and reads it from what was signed. */
export async function verifySaml(
  encoded: string,
  connection: ConnectionRow,
  addresses: Addresses,
  request: { id: string | null; sentAt: string },
): Promise<SamlAnswer> {
  const { xml, shape } = readShape(encoded);
  checkEnvelope(shape, connection, addresses.acs(connection.uuid), request.id);
  const saml = await samlFor(connection, addresses, request);
  const { profile } = await saml.validatePostResponseAsync({
    SAMLResponse: Buffer.from(xml).toString("base64"),
  });
  if (profile === null) return refuse("it names nobody");
  const nameId = exactText(profile.nameID, "subject");
  if (one(one(shape.assertion, "Subject"), "NameID").textContent !== nameId) {
    return refuse("the subject can be read in two ways");
  }
  const { attributes: map = {} } = connection.settings;
  const given = (profile["attributes"] ?? {}) as Readonly<Record<string, unknown>>;
  const find = (own: string | undefined, names: readonly string[]): unknown =>
    (own === undefined ? names : [own])
      .map((name) => (Object.hasOwn(given, name) ? given[name] : undefined))
      .find((value) => value !== undefined);
  if (map.subject === undefined && profile.nameIDFormat === transient) {
    return refuse("the subject changes with every sign-in");
  }
  const context = shape.assertion.getElementsByTagNameNS("*", "AuthnContextClassRef")[0]?.textContent?.trim();
  return {
    assertionId: shape.assertion.getAttribute("ID") ?? "",
    asserted: {
      issuer: connection.settings.entityId ?? "",
      subject: map.subject === undefined ? nameId : exactText(find(map.subject, []), "subject"),
      email: addressOrNull(
        find(map.email, usual.email) ?? (profile.nameIDFormat === mailFormat ? nameId : undefined),
      ),
      emailVerified: true,
      firstName: nameOrNull(find(map.firstName, usual.firstName)),
      lastName: nameOrNull(find(map.lastName, usual.lastName)),
      groups: groupsOf(find(map.groups, usual.groups)),
      multi: context !== undefined && multiFactor.has(context),
    },
  };
}
