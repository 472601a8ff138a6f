import {
  getMyOnboarding,
  tickMyOnboarding,
  type PersonalChecklist,
  type PersonalStep,
} from "@atrium/contracts";
import { Button, buttonClass, ProgressBar } from "@atrium/ui";
import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { OrganizationContext, useOrganizationSlug } from "../../api/organization-context.tsx";
import { useOperation } from "../../api/operation.ts";
import { useVerb } from "../../api/use-verb.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { ProblemState } from "../../shell/problem-state.tsx";
import { Section } from "../../ui/section.tsx";
import { DueLine } from "../onboarding/due-line.tsx";
import { MissingFields } from "../onboarding/missing-fields.tsx";
import { PersonalSteps } from "../onboarding/personal-steps.tsx";

type Place = { readonly slug: string; readonly name: string };

/** What one has to do as somebody new, in each of these organizations; where nothing is asked there is nothing to see. */
export function OnboardingSection({ places }: { places: readonly Place[] }) {
  return places.map(({ slug, name }) => (
    <OrganizationContext key={slug} value={slug}>
      <InOrganization organization={name} />
    </OrganizationContext>
  ));
}

function InOrganization({ organization }: { organization: string }) {
  const { t } = useI18n();
  const mine = useOperation(getMyOnboarding, {});
  const { refetch } = mine;
  // Most steps are done on another page, from where one comes back to see them done.
  useEffect(() => void refetch(), [refetch]);
  const items = mine.data?.items ?? [];
  const failed = mine.error !== null && mine.data === undefined;
  if (items.length === 0 && !failed) return null;
  return (
    <Section title={t("onboarding.mine", { organization })}>
      {failed && <ProblemState error={mine.error} onRetry={() => void mine.refetch()} />}
      <div className="flex flex-col gap-6">
        {items.map((checklist) => (
          <OneChecklist key={checklist.id} checklist={checklist} organization={organization} />
        ))}
      </div>
    </Section>
  );
}

function OneChecklist({ checklist, organization }: { checklist: PersonalChecklist; organization: string }) {
  const { t, number } = useI18n();
  const tick = useVerb(tickMyOnboarding);
  const { name, description, dueAt, overdue, done, steps } = checklist;
  const all = steps.length;
  const isDone = done === all;
  const [open, setOpen] = useState(!isDone);
  return (
    <div className="flex flex-col gap-2">
      <ProgressBar
        label={name}
        done={done}
        total={all}
        valueText={t("onboarding.doneOf", { done: number(done), all: number(all) })}
      />
      {description !== null && !isDone && (
        <p className="max-w-150 whitespace-pre-wrap text-ink2">
          <bdi>{description}</bdi>
        </p>
      )}
      <div className="flex flex-wrap items-center justify-between gap-2 text-small text-ink2">
        {isDone ? (
          <p role="status">{t("onboarding.allDoneMine")}</p>
        ) : (
          <DueLine dueAt={dueAt} overdue={overdue} />
        )}
        {isDone && (
          <Button size="small" aria-expanded={open} onPress={() => setOpen(!open)}>
            {t(open ? "onboarding.hideSteps" : "onboarding.showSteps")}
          </Button>
        )}
      </div>
      {(open || !isDone) && (
        <PersonalSteps
          checklist={checklist}
          mayTick={({ kind }) => kind === "manual"}
          onTick={({ id: stepId }, wanted) => {
            setOpen(true);
            tick.run({ body: { stepId, done: wanted } });
          }}
          detailOf={(step) => <StepDetail step={step} organization={organization} />}
        />
      )}
    </div>
  );
}

function StepDetail({ step, organization }: { step: PersonalStep; organization: string }) {
  const { t } = useI18n();
  const { kind, help, missing, done } = step;
  return (
    <div className="flex flex-col items-start gap-1">
      {help !== null && (
        <p className="max-w-150 whitespace-pre-wrap">
          <bdi>{help}</bdi>
        </p>
      )}
      {missing.length > 0 && (
        <>
          <MissingFields fields={missing} />
          <p>{t("onboarding.missingHelp", { organization })}</p>
        </>
      )}
      {kind === "manual_by_admin" && !done && <p>{t("onboarding.byAdmin", { organization })}</p>}
      {!done && <WayThere step={step} />}
    </div>
  );
}

/** Where the step is done: the place that was written down for it, else where its kind is at home. */
function WayThere({ step: { link, kind, title } }: { step: PersonalStep }) {
  const { t } = useI18n();
  const slug = useOrganizationSlug();
  const look = { className: buttonClass({ size: "small" }), "aria-label": t("onboarding.goToOf", { title }) };
  if (link !== null) {
    const outside = link.startsWith("https:") && { target: "_blank", rel: "noopener noreferrer" };
    return (
      <a href={link} {...look} {...outside}>
        {t("onboarding.goTo")}
      </a>
    );
  }
  if (kind === "agree") {
    return (
      <Link to="/me/privacy" search={slug === null ? {} : { in: slug }} {...look}>
        {t("onboarding.goTo")}
      </Link>
    );
  }
  if (kind !== "verify_email" && kind !== "set_password" && kind !== "second_factor") return null;
  return (
    <Link to="/me/security" {...look}>
      {t("onboarding.goTo")}
    </Link>
  );
}
