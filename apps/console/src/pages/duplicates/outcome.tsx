import { useI18n } from "../../i18n/i18n-context.tsx";
import type { MergePreview } from "./choice-table.tsx";

/** What is brought together without being asked: nobody loses a role, a group or a tag. */
export function Outcome({ preview }: { preview: MergePreview }) {
  const { t } = useI18n();
  const parts = [
    { label: t("merge.roles"), values: preview.roles },
    { label: t("merge.groups"), values: preview.groups },
    { label: t("merge.tags"), values: preview.tags },
  ];
  return (
    <dl className="flex flex-col gap-2 pb-4">
      {parts.map(({ label, values }) => (
        <div key={label} className="flex flex-wrap gap-x-3">
          <dt className="w-28 text-ink2">{label}</dt>
          <dd className="min-w-0 flex-1 break-words">
            {values.length === 0 ? (
              t("merge.nothing")
            ) : (
              <ul className="flex flex-wrap gap-x-3">
                {values.map((value) => (
                  <li key={value}>
                    <bdi>{value}</bdi>
                  </li>
                ))}
              </ul>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
