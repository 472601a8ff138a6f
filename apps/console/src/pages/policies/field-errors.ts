import { ApiError } from "@atrium/sdk";

/** `/body/session/idleMinutes` -> `session.idleMinutes`, with the server's words. */
export function wordsByField(error: unknown): Readonly<Record<string, string>> {
  if (!(error instanceof ApiError)) return {};
  const found: Record<string, string> = {};
  for (const { pointer, detail } of error.body?.errors ?? []) {
    const parts = pointer.split("/").filter((part) => part !== "" && part !== "body");
    const name = parts.slice(0, 2).join(".");
    found[name] ??= detail;
  }
  return found;
}
