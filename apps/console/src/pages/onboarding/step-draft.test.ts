import { describe, expect, it } from "vitest";
import { bodyOf, moved, newStep, problemsOf } from "./step-draft.ts";

describe("a step that is being written", () => {
  it("says what it lacks", () => {
    expect(problemsOf(newStep())).toEqual({ title: "form.missing" });
    const step = { ...newStep(), title: "One" };
    expect(problemsOf({ ...step, kind: "complete_profile" })).toEqual({ fields: "onboarding.fieldsMissing" });
    expect(problemsOf({ ...step, kind: "agree" })).toEqual({ purpose: "onboarding.purposeMissing" });
    for (const link of ["", "/me/security", "https://example.com/a"]) {
      expect(problemsOf({ ...step, link })).toEqual({});
    }
    for (const link of ["//example.com", "http://example.com", "example.com", "https://", "/a b"]) {
      expect(problemsOf({ ...step, link }), link).toEqual({ link: "onboarding.linkWrong" });
    }
  });
  it("sends of fields and purpose only what its kind has", () => {
    const step = { ...newStep(), title: "One", fields: ["phone"] as const, purposeId: "cpu_1" };
    expect(bodyOf(step)).toMatchObject({ fields: [], purposeId: null, help: null, link: null });
    expect(bodyOf({ ...step, kind: "complete_profile" })).toMatchObject({
      fields: ["phone"],
      purposeId: null,
    });
    expect(bodyOf({ ...step, kind: "agree" })).toMatchObject({ fields: [], purposeId: "cpu_1" });
  });
  it("changes its place among the others", () => {
    expect(moved(["a", "b", "c"], 2, 0)).toEqual(["c", "a", "b"]);
    expect(moved(["a", "b", "c"], 0, 1)).toEqual(["b", "a", "c"]);
  });
});
