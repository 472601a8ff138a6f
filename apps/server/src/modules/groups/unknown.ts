import { fail } from "#kernel/operation";

/** All or none: one who is nobody here refuses the whole call, and another organization's person is nobody here. */
export function refuseUnknown(wanted: readonly string[], known: readonly string[]): void {
  const here = new Set(known);
  const unknown = wanted.flatMap((id, at) => (here.has(id) ? [] : [at]));
  if (unknown.length === 0) return;
  fail("group.person_unknown", {
    fields: unknown.map((at) => ({ pointer: `/userIds/${at}`, code: "unknown", detail: "is nobody here" })),
  });
}
