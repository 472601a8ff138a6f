import { Button, IconButton } from "@atrium/ui";
import { useEffect, useRef, useState } from "react";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { mostSteps, moved, newStep, type StepDraft } from "./step-draft.ts";
import { StepFields } from "./step-fields.tsx";

/** The steps in their order. What was moved keeps the focus, so that it can be moved on with the same key. */
export function StepsEditor({
  steps,
  tried,
  onChange,
}: {
  steps: readonly StepDraft[];
  tried: boolean;
  onChange: (steps: readonly StepDraft[]) => void;
}) {
  const { t } = useI18n();
  const list = useRef<HTMLOListElement>(null);
  const [focused, setFocused] = useState<{ key: string; part: "up" | "down" | "title" } | null>(null);
  const [said, setSaid] = useState("");
  useEffect(() => {
    if (focused === null) return;
    const item = [...(list.current?.children ?? [])].find(
      (each) => each instanceof HTMLElement && each.dataset["step"] === focused.key,
    );
    const buttons = [...(item?.querySelectorAll<HTMLElement>("[data-move] button") ?? [])];
    const wanted =
      focused.part === "title" ? item?.querySelector("input") : buttons[focused.part === "up" ? 0 : 1];
    // At either end the way on is closed, so the way back takes the focus.
    (wanted?.matches(":disabled") === true
      ? buttons.find((each) => !each.matches(":disabled"))
      : wanted
    )?.focus();
    setFocused(null);
  }, [focused]);

  const move = (from: number, part: "up" | "down") => {
    const to = part === "up" ? from - 1 : from + 1;
    const key = steps[from]?.key;
    if (key === undefined) return;
    onChange(moved(steps, from, to));
    setFocused({ key, part });
    setSaid(t("onboarding.moved", { number: to + 1, count: steps.length }));
  };
  const add = () => {
    const step = newStep();
    onChange([...steps, step]);
    setFocused({ key: step.key, part: "title" });
  };
  const remove = (at: number) => {
    const next = steps[at + 1] ?? steps[at - 1];
    onChange(steps.filter((_, place) => place !== at));
    if (next !== undefined) setFocused({ key: next.key, part: "title" });
  };
  return (
    <div role="group" aria-label={t("onboarding.steps")} className="flex flex-col gap-3">
      <ol ref={list} className="flex flex-col gap-3">
        {steps.map((step, at) => (
          <li
            key={step.key}
            data-step={step.key}
            aria-label={t("onboarding.step", { number: at + 1 })}
            className="flex flex-col gap-3 rounded-control border border-line p-3"
          >
            <div className="flex items-center justify-between gap-2">
              <span className="font-medium text-ink">{t("onboarding.step", { number: at + 1 })}</span>
              <span data-move="" className="flex">
                <IconButton
                  icon="up"
                  label={t("onboarding.moveUp", { number: at + 1 })}
                  isDisabled={at === 0}
                  onPress={() => move(at, "up")}
                />
                <IconButton
                  icon="down"
                  label={t("onboarding.moveDown", { number: at + 1 })}
                  isDisabled={at === steps.length - 1}
                  onPress={() => move(at, "down")}
                />
                <IconButton
                  icon="close"
                  label={t("onboarding.removeStep", { number: at + 1 })}
                  isDisabled={steps.length === 1}
                  onPress={() => remove(at)}
                />
              </span>
            </div>
            <StepFields
              step={step}
              tried={tried}
              onChange={(change) =>
                onChange(steps.map((each) => (each.key === step.key ? { ...each, ...change } : each)))
              }
            />
          </li>
        ))}
      </ol>
      <p role="status" className="sr-only">
        {said}
      </p>
      {steps.length < mostSteps && (
        <div>
          <Button size="small" onPress={add}>
            {t("onboarding.addStep")}
          </Button>
        </div>
      )}
    </div>
  );
}
