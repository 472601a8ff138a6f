import { previewGroupRule, updateGroup } from "@atrium/contracts";
import { Avatar, Banner, Button } from "@atrium/ui";
import { useEffect, useState } from "react";
import { useOperation, useOperationAction } from "../../api/operation.ts";
import { fieldErrorsOf } from "../../api/problem.ts";
import { useCan } from "../../api/session.ts";
import { useSayProblem } from "../../api/use-verb.ts";
import { useApp } from "../../app/app-context.tsx";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { ProblemBanner } from "../../ui/problem-banner.tsx";
import { Section } from "../../ui/section.tsx";
import type { GroupShown } from "./group-shown.ts";
import { RuleField, ruleProblem } from "./rule-field.tsx";

const restMilliseconds = 350;

/** The rule and, before it is saved, whom it would find. */
export function RuleTab({ group }: { group: GroupShown }) {
  const { t } = useI18n();
  const can = useCan();
  const { toasts } = useApp();
  const say = useSayProblem();
  const [text, setText] = useState(group.rule ?? "");
  const update = useOperationAction(updateGroup);
  const rule = text.trim();
  const wrong = rule === "" ? null : ruleProblem(rule, t("groups.rule.words"));
  const refused = fieldErrorsOf(update.error)["rule"] ?? null;
  const write = (next: string | null, version: number) =>
    update.mutateAsync({
      request: { params: { id: group.id }, body: { rule: next } },
      options: { version },
    });
  const save = (next: string | null) => {
    const before = group.rule;
    void write(next, group.version)
      .then(({ version }) =>
        toasts.add(
          {
            text: t(next === null ? "groups.rule.removed" : "groups.rule.saved"),
            action: { label: t("app.undo"), run: () => void write(before, version).catch(say) },
          },
          { timeout: 15_000 },
        ),
      )
      .catch(() => undefined);
  };
  if (!can("groups:update")) {
    return (
      <div className="max-w-200 px-4 py-6 sm:px-6">
        {group.rule === null ? (
          <p className="text-ink2">{t("groups.rule.none")}</p>
        ) : (
          <code dir="ltr" className="font-mono">
            {group.rule}
          </code>
        )}
      </div>
    );
  }
  return (
    <div className="max-w-200 px-4 pb-10 sm:px-6">
      <Section title={t("groups.rule.title")} detail={t("groups.rule.detail")}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (rule !== "" && wrong === null) save(rule);
          }}
          className="flex flex-col gap-4"
        >
          {refused === null && <ProblemBanner error={update.error} />}
          <RuleField
            label={t("groups.rule.label")}
            value={text}
            onChange={(next) => {
              setText(next);
              update.reset();
            }}
            error={wrong ?? refused}
          />
          <div className="flex flex-wrap gap-2">
            <Button
              type="submit"
              kind="primary"
              isPending={update.isPending}
              isDisabled={rule === "" || wrong !== null || rule === group.rule}
            >
              {t("groups.rule.save")}
            </Button>
            {group.rule !== null && (
              <Button isDisabled={update.isPending} onPress={() => save(null)}>
                {t("groups.rule.remove")}
              </Button>
            )}
          </div>
        </form>
      </Section>
      {rule !== "" && wrong === null && <Preview rule={rule} saved={rule === group.rule} />}
    </div>
  );
}

function Preview({ rule, saved }: { rule: string; saved: boolean }) {
  const { t, number } = useI18n();
  const [rested, setRested] = useState(rule);
  useEffect(() => {
    const timer = setTimeout(() => setRested(rule), restMilliseconds);
    return () => clearTimeout(timer);
  }, [rule]);
  const preview = useOperation(previewGroupRule, { body: { rule: rested } }, { keepPrevious: true });
  const { data, error } = preview;
  if (error !== null && data === undefined) {
    const said = fieldErrorsOf(error)["rule"];
    return said === undefined ? <ProblemBanner error={error} /> : <Banner tone="bad">{said}</Banner>;
  }
  if (data === undefined) return <p role="status">{t("app.loading")}</p>;
  const total =
    data.totalKind === "exact" ? number(data.total) : t("groups.moreThan", { total: number(data.total) });
  return (
    <Section title={t(saved ? "groups.rule.finds" : "groups.rule.wouldFind", { total })}>
      <div aria-busy={preview.isPlaceholderData || rested !== rule}>
        {data.items.length === 0 ? (
          <p role="status" className="text-ink2">
            {t("groups.rule.nobody")}
          </p>
        ) : (
          <ul className="flex flex-col">
            {data.items.map(({ id, displayName, email }) => (
              <li key={id} className="flex items-center gap-2.5 border-b border-line py-2 last:border-b-0">
                <Avatar name={displayName} />
                <span className="min-w-0">
                  <bdi className="block truncate font-medium">{displayName}</bdi>
                  <bdi className="block truncate text-small text-ink2">{email}</bdi>
                </span>
              </li>
            ))}
          </ul>
        )}
        {data.total > data.items.length && (
          <p className="pt-3 text-ink3">{t("groups.rule.more", { shown: data.items.length })}</p>
        )}
      </div>
    </Section>
  );
}
