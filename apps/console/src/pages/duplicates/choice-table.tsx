import type { MergeField, Output, previewMerge } from "@atrium/contracts";
import { Link } from "@tanstack/react-router";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { UserStatus } from "../../ui/user-status.tsx";

export type MergePreview = Output<typeof previewMerge>;

function textOf(value: unknown): string | null {
  if (value === null || value === undefined || value === "") return null;
  if (typeof value === "string") return value;
  if (typeof value !== "object") return JSON.stringify(value);
  return Object.values(value)
    .map(textOf)
    .filter((text) => text !== null)
    .join(", ");
}

/** Field by field what each has; the arrow keys choose, as among all radio buttons. */
export function ChoiceTable({
  preview,
  organization,
  takes,
  onChoose,
}: {
  preview: MergePreview;
  organization: string;
  takes: (field: MergeField, suggested: "survivor" | "merged") => boolean;
  onChoose: (field: MergeField, taken: boolean) => void;
}) {
  const { t, find } = useI18n();
  const { survivor, merged, fields } = preview;
  return (
    <table className="w-full table-fixed border-collapse" aria-label={t("merge.title")}>
      <thead>
        <tr className="align-top">
          <th scope="col" className="w-1/4 py-3 pe-3 text-start text-small font-medium text-ink2">
            {t("merge.field")}
          </th>
          {[survivor, merged].map((person, at) => (
            <th key={person.id} scope="col" className="px-2 py-3 text-start font-normal sm:px-3">
              <span className="block text-small font-medium text-ink2">
                {t(at === 0 ? "merge.stays" : "merge.goes")}
              </span>
              <Link
                to="/o/$org/users/$id"
                params={{ org: organization, id: person.id }}
                className="block font-semibold break-words text-ink hover:underline"
              >
                <bdi>{person.displayName}</bdi>
              </Link>
              <bdi className="block text-small break-words text-ink2">{person.email}</bdi>
              <span className="flex flex-wrap items-center gap-x-3 text-small text-ink2">
                <UserStatus status={person.status} />
                {person.accountId !== null && t("duplicates.hasAccount")}
              </span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {fields.length === 0 && (
          <tr>
            <td colSpan={3} className="border-t border-line py-3 text-ink2">
              {t("merge.same")}
            </td>
          </tr>
        )}
        {fields.map(({ field, suggested, choosable, ...values }) => {
          const label = find(`field.${field}`) ?? field;
          const taken = choosable && takes(field, suggested);
          return (
            <tr key={field} className="border-t border-line">
              <th scope="row" className="py-2 pe-3 text-start align-top text-small font-medium text-ink2">
                {label}
              </th>
              {(["survivor", "merged"] as const).map((side) => {
                const text = textOf(values[side]);
                const here = (side === "merged") === taken;
                return (
                  <td key={side} className="px-2 py-1 align-top sm:px-3">
                    <label className="flex min-h-8 items-start gap-2 py-1.5">
                      <input
                        type="radio"
                        name={field}
                        aria-label={`${label}: ${text ?? t("merge.empty")}`}
                        checked={here}
                        disabled={!choosable}
                        onChange={() => onChoose(field, side === "merged")}
                        className="mt-0.5 size-4 shrink-0 accent-accent"
                      />
                      <bdi
                        className={here ? "min-w-0 break-words text-ink" : "min-w-0 break-words text-ink2"}
                      >
                        {text ?? <span className="italic">{t("merge.empty")}</span>}
                      </bdi>
                    </label>
                  </td>
                );
              })}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
