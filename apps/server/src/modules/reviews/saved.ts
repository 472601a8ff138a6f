import type { Checkpoint } from "#kernel/jobs/kind";

/** A text that a batch saved; the other one where it saved none. */
export function savedText(from: Checkpoint | null, name: string, otherwise: string): string {
  const value = from?.[name];
  return typeof value === "string" ? value : otherwise;
}
