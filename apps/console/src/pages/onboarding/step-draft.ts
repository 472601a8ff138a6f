import type { OnboardingField, OnboardingKind, OnboardingStep } from "@atrium/contracts";
import type { MessageKey } from "../../messages/en.ts";

export type StepDraft = {
  /** Keeps a step's controls its own while steps change places. */
  readonly key: string;
  readonly id: string | null;
  readonly title: string;
  readonly help: string;
  readonly link: string;
  readonly kind: OnboardingKind;
  readonly fields: readonly OnboardingField[];
  readonly purposeId: string | null;
};
export type StepProblems = Partial<Record<"title" | "link" | "fields" | "purpose", MessageKey>>;

export const mostSteps = 20;

export const newStep = (): StepDraft => ({
  key: crypto.randomUUID(),
  id: null,
  title: "",
  help: "",
  link: "",
  kind: "manual",
  fields: [],
  purposeId: null,
});

export const draftOf = ({ id, title, help, link, kind, fields, purposeId }: OnboardingStep): StepDraft => ({
  key: id,
  id,
  title,
  help: help ?? "",
  link: link ?? "",
  kind,
  fields,
  purposeId,
});

export const bodyOf = ({ id, title, help, link, kind, fields, purposeId }: StepDraft) => ({
  ...(id !== null && { id }),
  title,
  help: help || null,
  link: link || null,
  kind,
  fields: kind === "complete_profile" ? [...fields] : [],
  purposeId: kind === "agree" ? purposeId : null,
});

/** What a step still lacks, field by field. */
export function problemsOf({ title, link, kind, fields, purposeId }: StepDraft): StepProblems {
  const isLink = link.trim() === "" || /^(\/(?!\/)|https:\/\/[^/\s])\S*$/.test(link.trim());
  return {
    ...(title.trim() === "" && { title: "form.missing" as const }),
    ...(!isLink && { link: "onboarding.linkWrong" as const }),
    ...(kind === "complete_profile" &&
      fields.length === 0 && { fields: "onboarding.fieldsMissing" as const }),
    ...(kind === "agree" && purposeId === null && { purpose: "onboarding.purposeMissing" as const }),
  };
}

export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const next = [...list];
  const [taken] = next.splice(from, 1);
  if (taken !== undefined) next.splice(to, 0, taken);
  return next;
}
