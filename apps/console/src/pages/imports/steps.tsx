import type { ImportState } from "@atrium/contracts";
import { classNames } from "@atrium/ui";
import { useI18n } from "../../i18n/i18n-context.tsx";

const steps = ["file", "columns", "try", "run"] as const;
type Step = (typeof steps)[number];

const at: Record<ImportState, Step> = {
  reading: "file", mapping: "columns", checking: "try", checked: "try", running: "run", done: "run", failed: "file",
  undone: "run", expired: "file",
}; // prettier-ignore

export const stepOf = (state: ImportState, columns: boolean): Step => (columns ? "columns" : at[state]);

/** The way of an import, and where on it one stands. */
export function Steps({ current }: { current: Step }) {
  const { t } = useI18n();
  return (
    <ol aria-label={t("imports.steps")} className="flex flex-wrap gap-x-6 gap-y-1 text-small">
      {steps.map((step, n) => (
        <li
          key={step}
          aria-current={step === current ? "step" : undefined}
          className={classNames(
            "border-b-2 pb-1",
            step === current ? "border-accent font-semibold text-ink" : "border-transparent text-ink2",
          )}
        >
          {n + 1}. {t(`imports.step.${step}`)}
        </li>
      ))}
    </ol>
  );
}
