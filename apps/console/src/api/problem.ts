import { ApiError } from "@atrium/sdk";
import type { I18n } from "../i18n/i18n-context.tsx";

export type FieldErrors = Readonly<Record<string, string>>;

/** `/body/firstName` or `/firstName` -> `firstName`; a field within a field also under its whole name. The first word wins. */
export function fieldErrorsOf(error: unknown): FieldErrors {
  if (!(error instanceof ApiError)) return {};
  const found: Record<string, string> = {};
  for (const { pointer, detail } of error.body?.errors ?? []) {
    const parts = pointer.split("/").filter((part) => part !== "");
    const name = parts[0] === "body" ? parts[1] : parts[0];
    if (name === undefined) continue;
    found[name] ??= detail;
    // `settings.issuer`, and of a list the whole list.
    const rest = parts.slice(parts[0] === "body" ? 1 : 0).filter((part) => !/^\d+$/.test(part));
    if (rest.length > 1) found[rest.join(".")] ??= detail;
  }
  return found;
}

export function isForbidden(error: unknown): boolean {
  return error instanceof ApiError && error.code === "auth.forbidden";
}

/** The organization is closed to whoever signed in with a password alone. */
export function lacksFactor(error: unknown): boolean {
  return error instanceof ApiError && error.code === "auth.factor_required";
}

export function isConflict(error: unknown): boolean {
  return error instanceof ApiError && error.code === "precondition.failed";
}

export function describeProblem(
  error: unknown,
  { t }: I18n,
): { title: string; detail?: string; requestId?: string } {
  // What the browser says of a passkey that was not shown, or of a window that was closed.
  if (error instanceof DOMException) return { title: t("factor.passkeyFailed") };
  if (!(error instanceof ApiError)) return { title: t("problem.unexpected") };
  if (error.status === 0) return { title: t("problem.offline.title"), detail: t("problem.offline.detail") };
  if (error.body === null) return { title: t("problem.unexpected") };
  const { title, detail, requestId } = error.body;
  const wait = error.retryAfterSeconds;
  const hint = wait === null ? detail : t("problem.retryAfter", { seconds: wait });
  return { title, requestId, ...(hint !== null && { detail: hint }) };
}
