import type { Fields } from "./page.ts";

/** What the browser's script put into the form; the operation checks it as it checks everything. */
export function credentialOf<T>(form: Fields): T {
  try {
    return JSON.parse(form["credential"] ?? "") as T;
  } catch {
    return {} as T;
  }
}
