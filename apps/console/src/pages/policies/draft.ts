import type { Policy, PolicySettings } from "./policy-types.ts";

type Part<T> = T extends readonly unknown[] | number ? T : Partial<T>;
/** What somebody wants to be otherwise; what is left out stays. */
export type PolicyDraft = { readonly [K in keyof PolicySettings]?: Part<PolicySettings[K]> };

/** The rules as they would be. */
export function withDraft(rules: PolicySettings, draft: PolicyDraft): PolicySettings {
  return {
    registration: { ...rules.registration, ...draft.registration },
    mfa: { ...rules.mfa, ...draft.mfa },
    password: { ...rules.password, ...draft.password },
    session: { ...rules.session, ...draft.session },
    lockout: { ...rules.lockout, ...draft.lockout },
    sso: { ...rules.sso, ...draft.sso },
    trustedDeviceDays: draft.trustedDeviceDays ?? rules.trustedDeviceDays,
    responses: { ...rules.responses, ...draft.responses },
  };
}

/** Two drafts as one, the later winning field by field. */
export function addedTo(draft: PolicyDraft, more: PolicyDraft): PolicyDraft {
  return walk(more, (group, value) => {
    const earlier = draft[group];
    return isGroup(earlier) && isGroup(value) ? { ...earlier, ...value } : value;
  }, draft); // prettier-ignore
}

/** The draft without what is as it was. */
export function changesOf(rules: PolicySettings, draft: PolicyDraft): PolicyDraft {
  return walk(draft, (group, value) => {
    const now: unknown = rules[group];
    if (!isGroup(value) || !isGroup(now)) return same(value, now) ? undefined : value;
    const rest = Object.entries(value).filter(([field, wanted]) => !same(wanted, now[field]));
    return rest.length === 0 ? undefined : Object.fromEntries(rest);
  });
}

/** The draft that takes another one back. */
export function takenBack(rules: PolicySettings, draft: PolicyDraft): PolicyDraft {
  return walk(draft, (group, value) => {
    const now: unknown = rules[group];
    if (!isGroup(value) || !isGroup(now)) return now;
    return Object.fromEntries(Object.keys(value).map((field) => [field, now[field]]));
  });
}

export function isEmptyDraft(draft: PolicyDraft): boolean {
  return Object.keys(draft).length === 0;
}

/** The rules alone, of what the server answers. */
export function rulesOf({
  version: _version,
  updatedAt: _at,
  updatedBy: _by,
  ...rules
}: Policy): PolicySettings {
  return rules;
}

type Group = Readonly<Record<string, unknown>>;
const isGroup = (value: unknown): value is Group => typeof value === "object" && value !== null;
const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Each group of a draft, turned into what the same group of another draft holds. */
function walk(
  draft: PolicyDraft,
  turn: (group: keyof PolicySettings, value: unknown) => unknown,
  onto: PolicyDraft = {},
): PolicyDraft {
  const names = Object.keys(draft) as (keyof PolicySettings)[];
  const turned = names.map((group) => [group, turn(group, draft[group])] as const);
  return { ...onto, ...Object.fromEntries(turned.filter(([, value]) => value !== undefined)) };
}
