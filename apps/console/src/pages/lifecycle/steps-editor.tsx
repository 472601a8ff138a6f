import { lifecycleActs, type LifecycleAct } from "@atrium/contracts";
import { Button, IconButton, Select, TextField } from "@atrium/ui";
import { useI18n } from "../../i18n/i18n-context.tsx";

export type StepDraft = {
  readonly days: string;
  readonly act: LifecycleAct;
  readonly subject: string;
  readonly text: string;
};
const mostSteps = 6;

/** One step after the other: when, what, and for a warning in which words. */
export function StepsEditor({
  steps,
  onChange,
}: {
  steps: readonly StepDraft[];
  onChange: (steps: readonly StepDraft[]) => void;
}) {
  const { t } = useI18n();
  const change = (at: number, by: Partial<StepDraft>) =>
    onChange(steps.map((step, place) => (place === at ? { ...step, ...by } : step)));
  return (
    <div role="group" aria-label={t("lifecycle.steps")} className="flex flex-col gap-3">
      {steps.map((step, at) => (
        <div
          key={at}
          role="group"
          aria-label={t("lifecycle.step", { number: at + 1 })}
          className="flex flex-col gap-3 rounded-control border border-line p-3"
        >
          <div className="flex items-end gap-3">
            <TextField
              label={t("lifecycle.afterDays")}
              value={step.days}
              onChange={(days) => change(at, { days: days.replaceAll(/\D/g, "").slice(0, 4) })}
              inputMode="numeric"
              autoComplete="off"
              className="w-28 shrink-0"
            />
            <Select
              label={t("lifecycle.act")}
              placeholder={t("lifecycle.act")}
              value={step.act}
              options={lifecycleActs.map((id) => ({ id, label: t(`lifecycle.act.${id}`) }))}
              onChange={(chosen) => {
                const act = lifecycleActs.find((each) => each === chosen);
                if (act !== undefined) change(at, { act });
              }}
              className="min-w-0 flex-1"
            />
            {steps.length > 1 && (
              <IconButton
                icon="close"
                label={t("lifecycle.removeStep", { number: at + 1 })}
                onPress={() => onChange(steps.filter((_, place) => place !== at))}
              />
            )}
          </div>
          {step.act === "warn" && (
            <>
              <TextField
                label={t("lifecycle.subject")}
                value={step.subject}
                onChange={(subject) => change(at, { subject })}
                isRequired
                maxLength={200}
                autoComplete="off"
              />
              <TextField
                label={t("lifecycle.text")}
                value={step.text}
                onChange={(text) => change(at, { text })}
                isRequired
                maxLength={5000}
                multiline
              />
            </>
          )}
        </div>
      ))}
      {steps.length < mostSteps && (
        <div>
          <Button
            size="small"
            onPress={() => onChange([...steps, { days: "14", act: "deactivate", subject: "", text: "" }])}
          >
            {t("lifecycle.addStep")}
          </Button>
        </div>
      )}
    </div>
  );
}
