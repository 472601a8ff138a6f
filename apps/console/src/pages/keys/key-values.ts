import type { ApiKey } from "@atrium/contracts";
import type { FormValues } from "../../api/use-contract-form.ts";

export const lifetimes = ["30", "90", "365", "never", "date"] as const;
export const self = "self";

/** A key's form writes text; lists are one to a line, and a lifetime stands for a moment. */
export const newKeyValues = (owner: string): FormValues => ({
  name: "",
  scopes: "",
  owner,
  lifetime: "90",
  expiresAt: "",
  allowedAddresses: "",
  callsPerMinute: "",
});

export const valuesOfKey = (key: ApiKey): FormValues => ({
  name: key.name,
  scopes: key.scopes.join("\n"),
  lifetime: key.expiresAt === null ? "never" : "date",
  expiresAt: key.expiresAt?.slice(0, 10) ?? "",
  allowedAddresses: key.allowedAddresses.join("\n"),
  callsPerMinute: key.callsPerMinute === null ? "" : String(key.callsPerMinute),
});

export const linesOf = (text: string | undefined): string[] =>
  (text ?? "")
    .split(/[\n,;]/)
    .map((line) => line.trim())
    .filter((line) => line !== "");

/** The end of the chosen day where one reads it; null for never. */
export function expiryOf({ lifetime, expiresAt }: FormValues, now: number): string | null {
  if (lifetime === "never") return null;
  if (lifetime !== "date") return new Date(now + Number(lifetime) * 86_400_000).toISOString();
  const end = new Date(`${expiresAt}T23:59:59`);
  // What is no day is the server's to refuse, at its field.
  return Number.isNaN(end.getTime()) ? (expiresAt ?? "") : end.toISOString();
}

/** Nothing written is no limit of its own. What is no number goes as none that the server takes, which says so. */
export function callsOf({ callsPerMinute = "" }: FormValues): number | null {
  if (callsPerMinute.trim() === "") return null;
  const number = Number(callsPerMinute);
  return Number.isNaN(number) ? 0 : number;
}
