import { z } from "zod";

/** The prefixes that ids are shown with. One per kind of thing; a prefix never changes its meaning. */
export const idPrefixes = {
  accessRequest: "arq",
  accessReview: "rvw",
  account: "acc",
  apiKey: "key",
  approvalRule: "apr",
  attempt: "att",
  attribute: "atb",
  connection: "con",
  consentPurpose: "cpu",
  device: "dev",
  domain: "dom",
  duplicate: "dup",
  event: "evt",
  grant: "grt",
  group: "grp",
  identity: "idn",
  import: "imp",
  importMapping: "imm",
  invitation: "inv",
  job: "job",
  lifecycleRule: "lcr",
  message: "msg",
  onboardingChecklist: "obc",
  onboardingStep: "obs",
  organization: "org",
  ownershipTransfer: "own",
  passkey: "pky",
  reviewItem: "rvi",
  role: "rol",
  securityEvent: "sev",
  segment: "seg",
  serviceAccount: "sva",
  selection: "sel",
  session: "ses",
  upload: "upl",
  user: "usr",
  view: "viw",
} as const;
export type IdKind = keyof typeof idPrefixes;

/** The kind of id that events name a thing of this type with; null for what has no id of its own. */
export function idKindOf(type: string): IdKind | null {
  const kind = type.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return Object.hasOwn(idPrefixes, kind) ? (kind as IdKind) : null;
}

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

// Two characters carry ten bits; pairs halve the work of a list of fifty rows.
const pairs = Array.from({ length: 1024 }, (_, n) => alphabet.charAt(n >> 5) + alphabet.charAt(n & 31));
const hexValues = new Uint8Array(128);
for (let n = 0; n < 16; n++) hexValues["0123456789abcdef".charCodeAt(n)] = n;
const base32Values = new Int8Array(128).fill(-1);
for (let n = 0; n < 32; n++) base32Values[alphabet.charCodeAt(n)] = n;

function hexAt(text: string, at: number): number {
  return hexValues[text.charCodeAt(at)] ?? 0;
}

function pair(n: number): string {
  return pairs[n] ?? "";
}

/** Shows a uuid as `usr_06a1…`: base32 of its 128 bits followed by two zero bits, so that order is kept. */
export function formatId(kind: IdKind, uuid: string): string {
  const hex = uuid.slice(0, 8) + uuid.slice(9, 13) + uuid.slice(14, 18) + uuid.slice(19, 23) + uuid.slice(24);
  let text = `${idPrefixes[kind]}_`;
  for (let at = 0; at < 30; at += 5) {
    const bits =
      (hexAt(hex, at) << 16) |
      (hexAt(hex, at + 1) << 12) |
      (hexAt(hex, at + 2) << 8) |
      (hexAt(hex, at + 3) << 4) |
      hexAt(hex, at + 4);
    text += pair(bits >> 10) + pair(bits & 1023);
  }
  return text + pair((hexAt(hex, 30) << 6) | (hexAt(hex, 31) << 2));
}

/** Reads both forms, `usr_…` and the bare uuid; null for anything else, another kind's prefix included. */
export function parseId(kind: IdKind, text: string): string | null {
  if (uuidPattern.test(text)) return text;
  const prefix = `${idPrefixes[kind]}_`;
  if (text.length !== prefix.length + 26 || !text.startsWith(prefix)) return null;
  let hex = "";
  let bits = 0;
  let held = 0;
  for (let at = prefix.length; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const value = code < 128 ? (base32Values[code] ?? -1) : -1;
    if (value < 0) return null;
    bits = (bits << 5) | value;
    held += 5;
    while (held >= 4 && hex.length < 32) {
      held -= 4;
      hex += ((bits >> held) & 15).toString(16);
    }
    bits &= (1 << held) - 1;
  }
  if (bits !== 0) return null;
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** An id as a client sends it; the verb receives the bare uuid. */
export function idOf(kind: IdKind) {
  const shape = new RegExp(
    `^(?:${idPrefixes[kind]}_[${alphabet}]{26}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$`,
  );
  return z
    .string()
    .regex(shape, `expected an id such as ${idPrefixes[kind]}_…`)
    .transform((text, context) => {
      const uuid = parseId(kind, text);
      if (uuid !== null) return uuid;
      context.addIssue({ code: "custom", message: `expected an id such as ${idPrefixes[kind]}_…` });
      return z.NEVER;
    })
    .meta({ description: `Id of the ${kind}, with its prefix or as a bare uuid` });
}

/** An id as Atrium shows it. */
export function shownId(kind: IdKind) {
  return z
    .string()
    .meta({ description: `${kind} id`, examples: [`${idPrefixes[kind]}_06bkr2c4zx7v1m9q8s3tdwnp5g`] });
}
