import type { PersonalChecklist, PersonalStep } from "@atrium/contracts";
import { Checkbox, Mark } from "@atrium/ui";
import type { ReactNode } from "react";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { Moment } from "../../ui/moment.tsx";

/** The steps of somebody's checklist: boxes where the reader may tick, marks where the facts or others decide. */
export function PersonalSteps({
  checklist,
  mayTick,
  onTick,
  detailOf,
}: {
  checklist: PersonalChecklist;
  mayTick: (step: PersonalStep) => boolean;
  onTick: (step: PersonalStep, done: boolean) => void;
  detailOf: (step: PersonalStep) => ReactNode;
}) {
  const { t } = useI18n();
  return (
    <ul aria-label={t("onboarding.stepsOf", { name: checklist.name })} className="flex flex-col">
      {checklist.steps.map((step) => (
        <li
          key={step.id}
          data-row={step.id}
          className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1 border-b border-line py-2 last:border-b-0"
        >
          <div className="min-w-0 flex-1 basis-60">
            {mayTick(step) ? (
              <Checkbox isSelected={step.done} onChange={(done) => onTick(step, done)}>
                <bdi className="font-medium break-words">{step.title}</bdi>
              </Checkbox>
            ) : (
              <p className="leading-6 font-medium break-words">
                <bdi>{step.title}</bdi>
              </p>
            )}
            <div className="text-small break-words text-ink2">{detailOf(step)}</div>
          </div>
          <span className="flex items-center gap-3 text-small leading-6">
            {step.doneAt !== null && <Moment iso={step.doneAt} none="" />}
            <Mark tone={step.done ? "ok" : "quiet"}>
              {t(step.done ? "onboarding.done" : "onboarding.open")}
            </Mark>
          </span>
        </li>
      ))}
    </ul>
  );
}
