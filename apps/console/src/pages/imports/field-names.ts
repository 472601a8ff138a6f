import type { ImportDetail } from "@atrium/contracts";
import type { I18n } from "../../i18n/i18n-context.tsx";

/** What a field is called; a custom attribute by the name that the organization gave it. */
export function fieldName({ t, find }: I18n, { field, title }: ImportDetail["fields"][number]): string {
  return (
    title ??
    find(`imports.field.${field}`) ??
    find(`field.${field}`) ??
    (field === "" ? t("app.none") : field)
  );
}
