import type { HeldGrant } from "./engine/held-grants.ts";

/** What lasts longest proves best, and what is one's own better than what a group brings. */
export function best(grants: readonly HeldGrant[], subjectId: string): HeldGrant | undefined {
  const lasts = ({ validUntil }: HeldGrant): number =>
    validUntil === null ? Infinity : Date.parse(validUntil);
  const own = ({ subject }: HeldGrant): number => (subject.id === subjectId ? 0 : 1);
  return [...grants].sort((a, b) => {
    const [first, second] = [lasts(a), lasts(b)];
    return first === second ? own(a) - own(b) : second > first ? 1 : -1;
  })[0];
}
