import { deleteApprovalRule, listApprovalRules, type ApprovalRule } from "@atrium/contracts";
import { ApiError } from "@atrium/sdk";
import { Button, EmptyState } from "@atrium/ui";
import { useState } from "react";
import { useOperation, useOperationAction } from "../../api/operation.ts";
import { useCan } from "../../api/session.ts";
import { useSayProblem } from "../../api/use-verb.ts";
import { useApp } from "../../app/app-context.tsx";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { Entries, Entry } from "../../ui/entries.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Moment } from "../../ui/moment.tsx";
import { Section } from "../../ui/section.tsx";
import { LiftDialog } from "./lift-dialog.tsx";
import { RuleDialog } from "./rule-dialog.tsx";
import { useRequestWords } from "./use-request-words.ts";

/** What nobody gives or does alone; to end that takes two persons, too. */
export function RulesView() {
  const { t } = useI18n();
  const { toasts } = useApp();
  const can = useCan();
  const say = useSayProblem();
  const words = useRequestWords();
  const rules = useOperation(listApprovalRules, {});
  const lift = useOperationAction(deleteApprovalRule);
  const [adding, setAdding] = useState(false);
  const [asking, setAsking] = useState<ApprovalRule | null>(null);
  const mayEdit = can("roles:update");
  const end = (rule: ApprovalRule) =>
    lift
      .mutateAsync({ request: { params: { id: rule.id } } })
      .then(() => toasts.add({ text: t("rules.lifted") }, { timeout: 6000 }))
      .catch((error: Error) =>
        error instanceof ApiError && error.code === "approval.needed" ? setAsking(rule) : say(error),
      );
  const add = mayEdit && <Button onPress={() => setAdding(true)}>{t("rules.add")}</Button>;
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-4 scroll-quiet sm:px-6">
      <Section title={t("rules.title")} detail={t("rules.detail")} action={add}>
        <Loaded query={rules} permission="roles:read">
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState title={t("rules.none")}>{t("rules.noneDetail")}</EmptyState>
            ) : (
              <Entries label={t("rules.title")}>
                {items.map((rule) => (
                  <Entry
                    key={rule.id}
                    id={rule.id}
                    title={words(rule)}
                    detail={
                      <>
                        {t("rules.since")} <Moment iso={rule.createdAt} none="" />
                      </>
                    }
                    action={
                      mayEdit && (
                        <Button
                          size="small"
                          isDisabled={lift.isPending}
                          aria-label={t("rules.liftOf", { what: words(rule) })}
                          onPress={() => void end(rule)}
                        >
                          {t("rules.lift")}
                        </Button>
                      )
                    }
                  />
                ))}
              </Entries>
            )
          }
        </Loaded>
      </Section>
      {adding && <RuleDialog onClose={() => setAdding(false)} />}
      {asking !== null && <LiftDialog rule={asking} what={words(asking)} onClose={() => setAsking(null)} />}
    </div>
  );
}
