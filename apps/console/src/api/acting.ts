import type { Impersonation } from "@atrium/contracts";

/** Acting as somebody else is one tab's matter: another tab, and whatever it has open, stays oneself. */
export type Acting = Impersonation & {
  /** Slug of the organization in which one acts. */
  readonly organization: string;
  /** Where one was before, and comes back to. */
  readonly back: string;
  /** When it is over by this machine's own clock, in milliseconds. */
  readonly until: number;
};

const key = "atrium.acting";

/** Whom this tab acts as; null where one is oneself. */
export function acting(): Acting | null {
  const kept = sessionStorage.getItem(key);
  return kept === null ? null : (JSON.parse(kept) as Acting);
}

/** Everything is read anew as the other person, so the page begins anew. */
export function beginActing(impersonation: Impersonation, organization: string): void {
  const lasts = Date.parse(impersonation.expiresAt) - Date.parse(impersonation.startedAt);
  const { pathname, search } = location;
  const kept: Acting = { ...impersonation, organization, back: pathname + search, until: Date.now() + lasts };
  sessionStorage.setItem(key, JSON.stringify(kept));
  location.assign(`/o/${organization}/home`);
}

export function leaveActing(): void {
  const back = acting()?.back ?? "/";
  sessionStorage.removeItem(key);
  location.assign(back);
}
