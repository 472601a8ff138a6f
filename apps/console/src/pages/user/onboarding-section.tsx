import { getUserOnboarding, tickUserOnboarding, type User } from "@atrium/contracts";
import { useOperation } from "../../api/operation.ts";
import { useVerb } from "../../api/use-verb.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { DueLine } from "../onboarding/due-line.tsx";
import { MissingFields } from "../onboarding/missing-fields.tsx";
import { PersonalSteps } from "../onboarding/personal-steps.tsx";

/** How far a person is with what is asked of who is new. */
export function OnboardingSection({ person }: { person: User }) {
  const { t, number } = useI18n();
  const { id, displayName, abilities } = person;
  const onboarding = useOperation(getUserOnboarding, { params: { id } });
  const tick = useVerb(tickUserOnboarding);
  return (
    <Loaded query={onboarding} permission="onboarding:read">
      {({ items }) =>
        items.length === 0 ? (
          <p className="text-ink2">{t("onboarding.noneOf", { who: displayName })}</p>
        ) : (
          <div className="flex flex-col gap-5">
            {items.map((checklist) => (
              <div key={checklist.id}>
                <h3 className="flex flex-wrap items-baseline justify-between gap-x-4">
                  <bdi className="font-semibold">{checklist.name}</bdi>
                  <span className="text-small font-normal text-ink2">
                    {t("onboarding.doneOf", {
                      done: number(checklist.done),
                      all: number(checklist.steps.length),
                    })}
                  </span>
                </h3>
                {checklist.done < checklist.steps.length && (
                  <p className="text-small text-ink2">
                    <DueLine dueAt={checklist.dueAt} overdue={checklist.overdue} />
                  </p>
                )}
                <PersonalSteps
                  checklist={checklist}
                  mayTick={({ kind }) =>
                    abilities.includes("update") && (kind === "manual" || kind === "manual_by_admin")
                  }
                  onTick={({ id: stepId }, done) => tick.run({ params: { id }, body: { stepId, done } })}
                  detailOf={({ kind, missing }) => (
                    <>
                      {kind === "manual_by_admin" && t("onboarding.byAdminShort")}
                      {missing.length > 0 && <MissingFields fields={missing} />}
                    </>
                  )}
                />
              </div>
            ))}
          </div>
        )
      }
    </Loaded>
  );
}
