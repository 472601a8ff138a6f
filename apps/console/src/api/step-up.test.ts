import { describe, expect, it } from "vitest";
import { createStepUp } from "./step-up.ts";

describe("a step-up", () => {
  it("is asked once for calls that are refused together, and anew after its answer", async () => {
    const stepUp = createStepUp();
    const answers: ((confirmed: boolean) => void)[] = [];
    stepUp.onAsk((answer) => answers.push(answer));
    const both = Promise.all([stepUp.ask(), stepUp.ask()]);
    expect(answers).toHaveLength(1);
    answers[0]?.(true);
    expect(await both).toEqual([true, true]);
    const later = stepUp.ask();
    expect(answers).toHaveLength(2);
    answers[1]?.(false);
    expect(await later).toBe(false);
  });

  it("is refused where nobody can show the question", async () => {
    const stepUp = createStepUp();
    expect(await stepUp.ask()).toBe(false);
    const stop = stepUp.onAsk((answer) => answer(true));
    expect(await stepUp.ask()).toBe(true);
    stop();
    expect(await stepUp.ask()).toBe(false);
  });
});
