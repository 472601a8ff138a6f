import type { ImportCounts } from "@atrium/contracts";
import { useI18n } from "../../i18n/i18n-context.tsx";

const shown = ["create", "update", "unchanged", "skip", "conflict", "error"] as const;

/** How many rows come to what; what nothing came to is left out, but for new people and errors. */
export function Counts({ counts }: { counts: ImportCounts }) {
  const { t, number } = useI18n();
  const kinds = shown.filter((kind) => kind === "create" || kind === "error" || counts[kind] > 0);
  return (
    <dl aria-label={t("imports.counts")} className="flex flex-wrap gap-x-10 gap-y-4">
      {kinds.map((kind) => (
        <div key={kind} className="flex flex-col-reverse">
          <dt className="text-small text-ink2">{t(`imports.count.${kind}`)}</dt>
          <dd
            className={
              (kind === "error" || kind === "conflict") && counts[kind] > 0
                ? "font-serif text-title font-medium text-bad"
                : "font-serif text-title font-medium"
            }
          >
            {number(counts[kind])}
          </dd>
        </div>
      ))}
    </dl>
  );
}
