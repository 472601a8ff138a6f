import type { Event } from "@atrium/contracts";
import { useI18n } from "../i18n/i18n-context.tsx";

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

function shown(value: unknown): string {
  if (isEmpty(value)) return "∅";
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(shown).join(", ");
  return JSON.stringify(value);
}

/** Field by field: what it was, what it is. Marked by stroke and underline as well as by colour. */
export function ChangeList({ changes }: { changes: Event["changes"] }) {
  const { t, find } = useI18n();
  const told = changes.filter(({ before, after }) => !(isEmpty(before) && isEmpty(after)));
  if (told.length === 0) return null;
  return (
    <dl className="mt-1 flex flex-col gap-0.5 text-small">
      {told.map(({ field, before, after }) => (
        <div key={field} className="flex flex-wrap gap-x-2">
          <dt className="text-ink3">{find(`field.${field}`) ?? field}</dt>
          <dd className="flex min-w-0 flex-wrap gap-x-2">
            {!isEmpty(before) && (
              <del className="text-bad">
                <span className="sr-only">{t("audit.before")} </span>
                <bdi>{shown(before)}</bdi>
              </del>
            )}
            <ins className="text-ok no-underline">
              <span className="sr-only">{t("audit.after")} </span>
              <bdi>{shown(after)}</bdi>
            </ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}
