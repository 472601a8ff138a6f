import { randomBytes } from "node:crypto";
import { inflateRawSync } from "node:zlib";
import { SignedXml } from "xml-crypto";
import { makeSigner, type Signer } from "./certificate.fixture.ts";

export const idpEntityId = "https://idp.example/metadata";
export const idpEntryPoint = "https://idp.example/sso";

/** What our request asks for. */
export type SamlRequest = { id: string | null; acs: string; audience: string; relayState: string | null };

export function readRequest(url: string): SamlRequest {
  const { searchParams } = new URL(url);
  const xml = inflateRawSync(Buffer.from(searchParams.get("SAMLRequest") ?? "", "base64")).toString();
  const found = (pattern: RegExp): string => pattern.exec(xml)?.[1] ?? "";
  return {
    id: found(/ ID="([^"]+)"/),
    acs: found(/AssertionConsumerServiceURL="([^"]+)"/),
    audience: found(/<saml:Issuer[^>]*>([^<]+)</),
    relayState: searchParams.get("RelayState"),
  };
}

export type Answer = {
  nameId: string;
  format: string;
  email: string | null;
  groups: readonly string[];
  issuer: string;
  audience: string | null;
  recipient: string;
  destination: string;
  inResponseTo: string | null;
  notBefore: number;
  notOnOrAfter: number;
  status: string;
  assertionId: string;
  responseId: string;
};

const persistent = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent";

export function answerTo(request: SamlRequest, given: Partial<Answer> = {}): Answer {
  const id = (): string => `_${randomBytes(16).toString("hex")}`;
  return {
    nameId: "ann", format: persistent, email: "ann@saml.example", groups: [], issuer: idpEntityId,
    audience: request.audience, recipient: request.acs, destination: request.acs, inResponseTo: request.id,
    notBefore: -60, notOnOrAfter: 300, status: "Success", assertionId: id(), responseId: id(), ...given,
  }; // prettier-ignore
}

const at = (seconds: number): string => new Date(Date.now() + seconds * 1000).toISOString();

export function assertionXml(answer: Answer): string {
  const replyTo = answer.inResponseTo === null ? "" : ` InResponseTo="${answer.inResponseTo}"`;
  const values = (name: string, all: readonly string[]): string =>
    all.length === 0
      ? ""
      : `<saml:Attribute Name="${name}">${all.map((each) => `<saml:AttributeValue>${each}</saml:AttributeValue>`).join("")}</saml:Attribute>`;
  const audience =
    answer.audience === null
      ? ""
      : `<saml:AudienceRestriction><saml:Audience>${answer.audience}</saml:Audience></saml:AudienceRestriction>`;
  return `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${answer.assertionId}" Version="2.0" IssueInstant="${at(Math.min(0, answer.notOnOrAfter - 300))}"><saml:Issuer>${answer.issuer}</saml:Issuer><saml:Subject><saml:NameID Format="${answer.format}">${answer.nameId}</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="${at(answer.notOnOrAfter)}" Recipient="${answer.recipient}"${replyTo}/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="${at(answer.notBefore)}" NotOnOrAfter="${at(answer.notOnOrAfter)}">${audience}</saml:Conditions><saml:AuthnStatement AuthnInstant="${at(0)}"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement><saml:AttributeStatement>${values("email", answer.email === null ? [] : [answer.email])}${values("groups", answer.groups)}</saml:AttributeStatement></saml:Assertion>`;
}

export function responseXml(answer: Answer, assertion = assertionXml(answer)): string {
  const replyTo = answer.inResponseTo === null ? "" : ` InResponseTo="${answer.inResponseTo}"`;
  return `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="${answer.responseId}" Version="2.0" IssueInstant="${at(0)}" Destination="${answer.destination}"${replyTo}><saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${answer.issuer}</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:${answer.status}"/></samlp:Status>${assertion}</samlp:Response>`;
}

const modern = {
  signature: "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
  digest: "http://www.w3.org/2001/04/xmlenc#sha256",
};
export const outdated = {
  signature: "http://www.w3.org/2000/09/xmldsig#rsa-sha1",
  digest: "http://www.w3.org/2000/09/xmldsig#sha1",
};

/** Signs the element of an id as providers do: enveloped, right behind its issuer. */
export function signed(xml: string, id: string, signer: Signer, algorithms = modern): string {
  const signature = new SignedXml({
    privateKey: signer.privateKey,
    publicCert: signer.certificate,
    signatureAlgorithm: algorithms.signature,
    canonicalizationAlgorithm: "http://www.w3.org/2001/10/xml-exc-c14n#",
  });
  signature.addReference({
    xpath: `//*[@ID='${id}']`,
    transforms: [
      "http://www.w3.org/2000/09/xmldsig#enveloped-signature",
      "http://www.w3.org/2001/10/xml-exc-c14n#",
    ],
    digestAlgorithm: algorithms.digest,
  });
  signature.computeSignature(xml, {
    location: { reference: `//*[@ID='${id}']/*[local-name(.)='Issuer']`, action: "after" },
  });
  return signature.getSignedXml();
}

export const encode = (xml: string): string => Buffer.from(xml).toString("base64");

/** A provider with a key of its own that answers what it is told to. */
export function makeIdp(signer = makeSigner()) {
  return {
    signer,
    settings: { entryPoint: idpEntryPoint, entityId: idpEntityId, certificates: [signer.certificate] },
    answer(request: SamlRequest, given: Partial<Answer> = {}): string {
      const answer = answerTo(request, given);
      return signed(responseXml(answer), answer.assertionId, signer);
    },
  };
}
