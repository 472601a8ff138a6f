import type { LifecycleRule } from "@atrium/contracts";
import { useI18n } from "../../i18n/i18n-context.tsx";

/** A rule as a sentence: what starts it, whom, and its steps one after the other. */
export function useRuleWords(): (rule: Pick<LifecycleRule, "starts" | "steps">) => string {
  const { t } = useI18n();
  return ({ starts, steps }) =>
    [
      t(`lifecycle.starts.${starts}`),
      ...steps.map(({ afterDays, act }, at) =>
        t(at === 0 ? "lifecycle.stepLine" : "lifecycle.stepLineThen", {
          days: afterDays,
          act: t(`lifecycle.act.${act}`),
        }),
      ),
    ].join(" · ");
}
