import { getOnboardingProgress, listOnboardingUnfinished, type OnboardingChecklist } from "@atrium/contracts";
import { Button, Dialog, DialogActions, DialogBody, Mark } from "@atrium/ui";
import { Link } from "@tanstack/react-router";
import { useOperation } from "../../api/operation.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { OnwardPager } from "../../ui/onward-pager.tsx";
import { DueLine } from "./due-line.tsx";

/** How many are done, and who is not. */
export function ProgressDialog({
  checklist,
  organization,
  after,
  onAfter,
  onClose,
}: {
  checklist: OnboardingChecklist;
  organization: string;
  after: string | undefined;
  onAfter: (after: string | null) => void;
  onClose: () => void;
}) {
  const { t, number } = useI18n();
  const { id, name } = checklist;
  const progress = useOperation(getOnboardingProgress, { params: { id } });
  return (
    <Dialog isOpen onOpenChange={onClose} title={t("onboarding.progressOf", { name })} width="wide">
      <DialogBody>
        <Loaded query={progress} permission="onboarding:read">
          {({ people, more, done, underWay, overdue }) =>
            people === 0 ? (
              <p role="status">{t("onboarding.nobodyMeant")}</p>
            ) : (
              <>
                <dl className="flex flex-wrap gap-x-8 gap-y-2">
                  {[
                    { tone: "ok" as const, label: t("onboarding.done"), count: done },
                    { tone: "info" as const, label: t("onboarding.underWay"), count: underWay },
                    { tone: "warn" as const, label: t("onboarding.overdue"), count: overdue },
                  ].map(({ tone, label, count }) => (
                    <div key={tone}>
                      <dt>
                        <Mark tone={tone}>{label}</Mark>
                      </dt>
                      <dd className="font-serif text-title text-ink">{number(count)}</dd>
                    </div>
                  ))}
                </dl>
                {more && <p className="text-small">{t("onboarding.lookedAt", { count: number(people) })}</p>}
                {!more && done === people ? (
                  <p>{t("onboarding.allDone")}</p>
                ) : (
                  <Unfinished id={id} organization={organization} after={after} onAfter={onAfter} />
                )}
              </>
            )
          }
        </Loaded>
      </DialogBody>
      <DialogActions>
        <Button onPress={onClose}>{t("app.close")}</Button>
      </DialogActions>
    </Dialog>
  );
}

function Unfinished({
  id,
  organization,
  after,
  onAfter,
}: {
  id: string;
  organization: string;
  after: string | undefined;
  onAfter: (after: string | null) => void;
}) {
  const { t, number } = useI18n();
  const people = useOperation(
    listOnboardingUnfinished,
    { params: { id }, query: { ...(after !== undefined && { after }) } },
    { keepPrevious: true },
  );
  return (
    <section aria-label={t("onboarding.unfinished")}>
      <h3 className="pb-1 font-medium text-ink">{t("onboarding.unfinished")}</h3>
      <Loaded query={people} permission="onboarding:read">
        {({ items, next }) => (
          <>
            {items.length === 0 ? (
              <p>{t(next === null ? "onboarding.allDone" : "onboarding.noneHere")}</p>
            ) : (
              <ul className="border-t border-line">
                {items.map((person) => (
                  <li
                    key={person.id}
                    data-row={person.id}
                    className="flex flex-wrap items-center justify-between gap-x-4 border-b border-line py-2 last:border-b-0"
                  >
                    <span className="min-w-0 break-words">
                      <Link
                        to="/o/$org/users/$id"
                        params={{ org: organization, id: person.id }}
                        className="font-medium text-ink hover:underline"
                      >
                        <bdi>{person.displayName}</bdi>
                      </Link>{" "}
                      <bdi className="text-small">{person.email}</bdi>
                    </span>
                    <span className="flex flex-wrap gap-x-4 text-small">
                      {t("onboarding.doneOf", { done: number(person.done), all: number(person.steps) })}
                      <DueLine dueAt={person.dueAt} overdue={person.overdue} />
                    </span>
                  </li>
                ))}
              </ul>
            )}
            <OnwardPager next={next} cursor={after} onCursor={onAfter} />
          </>
        )}
      </Loaded>
    </section>
  );
}
