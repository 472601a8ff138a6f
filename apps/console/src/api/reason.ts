import type { I18n } from "../i18n/i18n-context.tsx";

/** Why a row was not done: in the reader's language where the code says all of it, else in the server's words. */
export const reasonText = (
  { code, detail }: { readonly code: string; readonly detail: string },
  { find }: Pick<I18n, "find">,
): string => find(`reason.${code}`) ?? detail;
