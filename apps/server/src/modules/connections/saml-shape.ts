import { DOMParser } from "@xmldom/xmldom";
import { refuse } from "./asserted.ts";

const assertionSpace = "urn:oasis:names:tc:SAML:2.0:assertion";
const protocolSpace = "urn:oasis:names:tc:SAML:2.0:protocol";
const signatureSpace = "http://www.w3.org/2000/09/xmldsig#";
const mostCharacters = 262_144;
const mostElements = 4_000;
const deepest = 40;

const allowed: Readonly<Record<string, readonly string[]>> = {
  SignatureMethod: [
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384",
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512",
  ],
  DigestMethod: [
    "http://www.w3.org/2001/04/xmlenc#sha256",
    "http://www.w3.org/2001/04/xmldsig-more#sha384",
    "http://www.w3.org/2001/04/xmlenc#sha512",
  ],
  CanonicalizationMethod: ["http://www.w3.org/2001/10/xml-exc-c14n#"],
  Transform: [
    "http://www.w3.org/2000/09/xmldsig#enveloped-signature",
    "http://www.w3.org/2001/10/xml-exc-c14n#",
  ],
};

/** An answer in the one shape that we read; every other one is refused before a signature is looked at. */
export type Shape = { readonly response: Element; readonly assertion: Element };

function textOf(encoded: string): string {
  if (!/^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(encoded)) return refuse("the answer is no base64");
  const xml = Buffer.from(encoded, "base64").toString("utf8");
  if (xml.length > mostCharacters) return refuse("the answer is too large");
  if (xml.split("<").length > 3 * mostElements) return refuse("the answer has too many parts");
  // Document types define entities; comments, instructions and CDATA let two readers see two different texts.
  const body = xml.replace(/^\s*<\?xml [^?<>]*\?>/, "");
  if (/<!|<\?/.test(body)) return refuse("the answer holds more than elements and text");
  return xml;
}

export const childrenOf = (parent: Element, name: string): Element[] =>
  Array.from(parent.childNodes).filter(
    (node): node is Element => node.nodeType === 1 && (node as Element).localName === name,
  );

function allElements(root: Element): Element[] {
  const found: Element[] = [];
  const open: [Element, number][] = [[root, 1]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [element, depth] = next;
    if (depth > deepest || found.length > mostElements) return refuse("the answer is nested too deeply");
    found.push(element);
    for (const node of Array.from(element.childNodes)) {
      if (node.nodeType === 1) open.push([node as Element, depth + 1]);
    }
  }
  return found;
}

/** One signature of its parent alone, made with algorithms that still mean something. */
function checkSignature(signature: Element): void {
  const parent = signature.parentNode as Element;
  const infos = childrenOf(signature, "SignedInfo");
  const references = infos.flatMap((info) => childrenOf(info, "Reference"));
  const [reference] = references;
  const id = parent.getAttribute("ID") ?? "";
  const others = allElements(signature);
  if (
    infos.length !== 1 ||
    references.length !== 1 ||
    reference?.getAttribute("URI") !== `#${id}` ||
    id === ""
  ) {
    refuse("a signature does not cover its own element");
  }
  if (others.some(({ localName }) => localName === "Object")) refuse("a signature carries something");
  for (const [name, algorithms] of Object.entries(allowed)) {
    for (const element of others.filter(({ localName }) => localName === name)) {
      if (!algorithms.includes(element.getAttribute("Algorithm") ?? "")) {
        refuse("a signature uses an algorithm that is not accepted");
      }
    }
  }
}

/** Parses an answer and holds it to the one shape: one response, one assertion in it, signatures where they belong. */
export function readShape(encoded: string): { xml: string; shape: Shape } {
  const xml = textOf(encoded);
  const complain = (): never => refuse("the answer is no XML");
  const parser = new DOMParser({
    errorHandler: { warning: complain, error: complain, fatalError: complain },
  });
  const document = parser.parseFromString(xml, "text/xml");
  // Parsers say that there is always a root; for a text without an element there is none.
  const response = document.documentElement as Element | null;
  if (response === null) return refuse("the answer is no XML");
  if (response.localName !== "Response" || response.namespaceURI !== protocolSpace)
    refuse("it is no response");
  const elements = allElements(response);
  const named = (name: string): Element[] => elements.filter(({ localName }) => localName === name);
  const [assertion, ...more] = named("Assertion");
  if (assertion === undefined || more.length > 0 || named("Response").length > 1) {
    return refuse("it does not hold exactly one assertion");
  }
  if (assertion.parentNode !== response || assertion.namespaceURI !== assertionSpace) {
    return refuse("the assertion is in the wrong place");
  }
  if (named("EncryptedAssertion").length + named("EncryptedID").length > 0) return refuse("it is encrypted");
  const ids = elements.flatMap((element) =>
    Array.from(element.attributes)
      .filter(({ localName }) => localName?.toLowerCase() === "id")
      .map(({ value }) => value),
  );
  if (new Set(ids).size < ids.length) return refuse("two elements have one id");
  const signatures = named("Signature");
  for (const signature of signatures) {
    if (signature.namespaceURI !== signatureSpace) refuse("a signature is of another kind");
    if (signature.parentNode !== assertion && signature.parentNode !== response) {
      refuse("a signature is in the wrong place");
    }
    checkSignature(signature);
  }
  const own = childrenOf(assertion, "Signature").length;
  if (own !== 1 || signatures.length > 2) return refuse("the assertion is not signed by itself");
  return { xml, shape: { response, assertion } };
}
