import { z } from "zod";
import { formatId, parseId, type IdKind } from "./id.ts";
import { permissionNames, type Permission } from "./permissions.ts";

/** Who may hold rights, by the kind of id that names them. */
export const subjectTypes = ["user", "group", "api_key", "service_account"] as const;
export type SubjectType = (typeof subjectTypes)[number];
export type SubjectRef = { readonly type: SubjectType; readonly id: string };
const kindOfSubject = {
  user: "user",
  group: "group",
  api_key: "apiKey",
  service_account: "serviceAccount",
} as const satisfies Record<SubjectType, IdKind>;

export const scopeKinds = ["platform", "organization", "group", "portal", "service", "resource"] as const;
export type ScopeKind = (typeof scopeKinds)[number];
/** Where a right reaches: everywhere, one organization, or one thing in it. */
export type ScopeRef = {
  readonly kind: ScopeKind;
  /** What kind of thing a single resource is. */
  readonly type: string | null;
  readonly id: string | null;
};

export function readSubject(text: string): SubjectRef | null {
  for (const type of subjectTypes) {
    const kind = kindOfSubject[type];
    const id = text.includes("_") ? parseId(kind, text) : null;
    if (id !== null) return { type, id };
  }
  return null;
}

export function showSubject({ type, id }: SubjectRef): string {
  return formatId(kindOfSubject[type], id);
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const kindOfResource: Readonly<Record<string, IdKind>> = { user: "user", group: "group" };

function readScopeId(type: string, text: string): string | null {
  if (uuid.test(text)) return text;
  const kind = kindOfResource[type];
  return kind === undefined ? null : parseId(kind, text);
}

/** `organization`, `platform`, `group:grp_…`, `portal:…`, `service:…`, or a single thing: `resource:user:usr_…`. */
export function readScope(text: string): ScopeRef | null {
  if (text === "organization" || text === "platform") return { kind: text, type: null, id: null };
  const [kind = "", ...rest] = text.split(":");
  if (kind === "resource") {
    const [type = "", named = "", ...more] = rest;
    if (!/^[a-z][a-z_]{0,40}$/.test(type) || more.length > 0) return null;
    const id = readScopeId(type, named);
    return id === null ? null : { kind, type, id };
  }
  if (kind !== "group" && kind !== "portal" && kind !== "service") return null;
  const id = rest.length === 1 ? readScopeId(kind, rest[0] ?? "") : null;
  return id === null ? null : { kind, type: null, id };
}

export function showScope({ kind, type, id }: ScopeRef): string {
  if (id === null) return kind;
  const named = kindOfResource[type ?? kind];
  const shown = named === undefined ? id : formatId(named, id);
  return type === null ? `${kind}:${shown}` : `${kind}:${type}:${shown}`;
}

function refOf<T>(read: (text: string) => T | null, expected: string) {
  return z
    .string()
    .max(150)
    .transform((text, context) => {
      const ref = read(text);
      if (ref !== null) return ref;
      context.addIssue({ code: "custom", message: expected });
      return z.NEVER;
    });
}

export const subjectRef = refOf(
  readSubject,
  "expected the id of a person, group, key or service account",
).meta({ title: "Who", description: "A person (usr_…), a group (grp_…), a key or a service account" });
export const scopeRef = refOf(readScope, "expected a scope such as organization or group:grp_…").meta({
  title: "Where",
  description: "`organization`, `platform`, `group:grp_…`, `portal:…`, `service:…` or `resource:user:usr_…`",
});
export const permissionRef = z
  .string()
  .max(100)
  .refine(
    (text): text is Permission => permissionNames.some((name) => name === text),
    "is not a permission of Atrium",
  )
  .meta({ title: "Permission", examples: ["users:read"] });
export const roleSlug = z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, "is not a role's slug");
