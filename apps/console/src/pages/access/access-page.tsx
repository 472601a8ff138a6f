import { Button, EmptyState, type Choice } from "@atrium/ui";
import { getRouteApi } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { useActions } from "../../actions/use-actions.ts";
import { useCan } from "../../api/session.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { NoPermission } from "../../shell/no-permission.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { AnswerWho } from "./answer-who.tsx";
import { AnswerWhy } from "./answer-why.tsx";
import { FirstUse } from "./first-use.tsx";
import { GrantDialog, type Gift } from "./grant-dialog.tsx";
import { Outcome } from "./outcome.tsx";
import { PermissionGroups } from "./permission-groups.tsx";
import type { AccessSearch } from "./question.ts";
import { QuestionBar } from "./question-bar.tsx";
import { useAnswers } from "./use-answers.ts";
import { WhatIfBar, type ChangeKind } from "./what-if-bar.tsx";
import { WhatIfDialog } from "./what-if-dialog.tsx";
import { writeChange } from "./what-if.ts";
import { useScopeWords } from "./words.ts";

const route = getRouteApi("/o/$org/access");

export function AccessPage() {
  const { t } = useI18n();
  const { org } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const can = useCan();
  const scopeWords = useScopeWords();
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({});
  const [giving, setGiving] = useState<Gift | null>(null);
  const [adding, setAdding] = useState<ChangeKind | null>(null);
  const fields = {
    who: useRef<HTMLInputElement>(null),
    can: useRef<HTMLInputElement>(null),
    on: useRef<HTMLInputElement>(null),
  };
  const { why, whoMay, whatMay, outcome, names: answered, changes, isChanged } = useAnswers(search);
  const names = { ...chosen, ...answered };
  const scope = search.on ?? "organization";
  const who: Choice | null =
    search.who === undefined ? null : { id: search.who, label: names[search.who] ?? "" };
  const on: Choice | null =
    search.on === undefined ? null : { id: search.on, label: scopeWords(search.on, names) };

  const know = (choices: readonly (Choice | null)[]) =>
    setChosen((known) => ({
      ...known,
      ...Object.fromEntries(
        choices.flatMap((one) =>
          one === null ? [] : [[one.id.slice(one.id.lastIndexOf(":") + 1), one.label]],
        ),
      ),
    }));
  const go = (next: AccessSearch) => {
    const { cursor: _cursor, after: _after, ...place } = next;
    void navigate({ search: place });
  };
  const change = (part: Parameters<Parameters<typeof QuestionBar>[0]["onChange"]>[0]) => {
    const { who: oldWho, can: oldCan, on: oldOn, ...rest } = search;
    const next = {
      who: "who" in part ? part.who?.id : oldWho,
      can: "can" in part ? (part.can ?? undefined) : oldCan,
      on: "on" in part ? part.on?.id : oldOn,
    };
    if ("who" in part) know([part.who]);
    if ("on" in part) know([part.on]);
    go({
      ...rest,
      ...(next.who && { who: next.who }),
      ...(next.can && { can: next.can }),
      ...(next.on && next.on !== "organization" && { on: next.on }),
    });
  };
  const setChanges = (written: readonly string[]) => {
    const { if: _before, ...rest } = search;
    go({ ...rest, ...(written.length > 0 && { if: [...written] }) });
  };
  const written = changes.map(writeChange);

  useActions([
    {
      id: "access.who",
      title: "action.askWho",
      section: "here",
      keys: ["/"],
      run: () => fields.who.current?.focus(),
    },
    {
      id: "access.can",
      title: "action.askCan",
      section: "here",
      keys: ["."],
      run: () => fields.can.current?.focus(),
    },
    {
      id: "access.on",
      title: "action.askOn",
      section: "here",
      keys: [","],
      run: () => fields.on.current?.focus(),
    },
    { id: "access.if", title: "action.whatIf", section: "here", keys: ["w"], run: () => setAdding("give") },
    {
      id: "access.clear",
      title: "access.clear",
      section: "here",
      keys: ["x"],
      run: () => void navigate({ search: {} }),
    },
  ]);

  const header = (
    <PageHeader crumbs={[t("nav.access")]} title={t("access.title")} summary={t("access.summary")} />
  );
  if (!can("access:read")) {
    return (
      <>
        {header}
        <NoPermission permission="access:read" />
      </>
    );
  }
  return (
    <>
      {header}
      <QuestionBar
        who={who}
        can={search.can}
        on={on}
        refs={fields}
        onChange={change}
        onClear={() => void navigate({ search: {} })}
      />
      <WhatIfBar
        changes={changes}
        names={names}
        ends={outcome.data?.ends ?? []}
        onAdd={setAdding}
        onRemove={(at) => setChanges(written.filter((_, index) => index !== at))}
        onClear={() => setChanges([])}
      />
      <div className="min-h-0 flex-1 overflow-y-auto px-4 pb-10 scroll-quiet sm:px-6">
        {search.can !== undefined && who !== null && (
          <Loaded query={why} permission="access:read">
            {(answer) => (
              <AnswerWhy
                answer={answer}
                asked={{ who: who.id, can: search.can ?? "users:read", on: scope }}
                organization={org}
                onWhatIfEnded={(grant) => setChanges([...written, writeChange({ kind: "end", grant })])}
                onGive={(what) => setGiving({ who, what, on })}
              />
            )}
          </Loaded>
        )}
        {search.can !== undefined && who === null && (
          <Loaded query={whoMay} permission="access:read">
            {(answer) => (
              <AnswerWho
                answer={answer}
                can={search.can ?? "users:read"}
                on={scope}
                organization={org}
                cursor={search.cursor}
                onCursor={(cursor) => {
                  const { cursor: _cursor, ...rest } = search;
                  void navigate({ search: { ...rest, ...(cursor !== null && { cursor }) } });
                }}
              />
            )}
          </Loaded>
        )}
        {search.can === undefined && who !== null && (
          <section className="pt-6">
            <h2 className="pb-4 font-serif text-title font-medium">
              {t("access.whatCan.title", { who: who.label || "…" })}
            </h2>
            <Loaded query={whatMay} permission="access:read">
              {(answer) =>
                answer.items.length === 0 ? (
                  <EmptyState
                    title={t("access.whatCan.none")}
                    action={
                      can("roles:assign") &&
                      !who.id.startsWith("key_") && (
                        <Button kind="primary" onPress={() => setGiving({ who })}>
                          {t("access.giveFirst")}
                        </Button>
                      )
                    }
                  >
                    {t("access.whatCan.noneDetail")}
                  </EmptyState>
                ) : (
                  <PermissionGroups answer={answer} who={who.id} whoName={who.label} organization={org} />
                )
              }
            </Loaded>
          </section>
        )}
        {search.can === undefined && who === null && !isChanged && <FirstUse organization={org} />}
        {isChanged && (
          <Loaded query={outcome} permission="access:read">
            {(data) => (
              <Outcome
                outcome={data}
                organization={org}
                after={search.after}
                onAfter={(cursor) => {
                  const { after: _after, ...rest } = search;
                  void navigate({ search: { ...rest, ...(cursor !== null && { after: cursor }) } });
                }}
              />
            )}
          </Loaded>
        )}
      </div>
      {giving !== null && <GrantDialog gift={giving} onClose={() => setGiving(null)} />}
      {adding !== null && (
        <WhatIfDialog
          kind={adding}
          who={who}
          onAdd={(one, choices) => {
            know(choices);
            setChanges([...written, writeChange(one)]);
          }}
          onClose={() => setAdding(null)}
        />
      )}
    </>
  );
}
