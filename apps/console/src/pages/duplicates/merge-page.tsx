import { mergeUsers, previewMerge, unmergeUsers, type MergeField } from "@atrium/contracts";
import { Banner, Button, Kbd } from "@atrium/ui";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { useActions } from "../../actions/use-actions.ts";
import { useOperation } from "../../api/operation.ts";
import { useCan } from "../../api/session.ts";
import { useNotice } from "../../api/use-notice.ts";
import { useVerb } from "../../api/use-verb.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { NoPermission } from "../../shell/problem-state.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Section } from "../../ui/section.tsx";
import { ChoiceTable } from "./choice-table.tsx";
import { Outcome } from "./outcome.tsx";

const route = getRouteApi("/o/$org/duplicates/merge");

/** Two people side by side: what stays of each, and what becomes of both. */
export function MergePage() {
  const { t, find } = useI18n();
  const { org } = route.useParams();
  const { stays, goes } = route.useSearch();
  const navigate = route.useNavigate();
  const can = useCan();
  const tell = useNotice();
  // What somebody chose against the suggestion; of another pair, or the other way round, nothing is chosen yet.
  const [chosen, setChosen] = useState<{ pair: string; by: ReadonlyMap<MergeField, boolean> }>({
    pair: "",
    by: new Map(),
  });
  const pair = `${stays} ${goes}`;
  const choices = chosen.pair === pair ? chosen.by : new Map<MergeField, boolean>();
  const preview = useOperation(previewMerge, { params: { id: stays, with: goes } });
  const merge = useVerb(mergeUsers);
  const back = useVerb(unmergeUsers);
  const swap = () => void navigate({ search: { stays: goes, goes: stays }, replace: true });
  const takes = (field: MergeField, suggested: "survivor" | "merged") =>
    choices.get(field) ?? suggested === "merged";
  const submit = () => {
    const seen = preview.data;
    if (seen === undefined || seen.refusal !== null || merge.isPending) return;
    const take = seen.fields
      .filter(({ field, suggested, choosable }) => choosable && takes(field, suggested))
      .map(({ field }) => field);
    const names = { stays: seen.survivor.displayName, goes: seen.merged.displayName };
    merge.run({ params: { id: stays }, body: { with: goes, take } }, () => {
      tell(t("merge.done", names), () => back.run({ params: { id: goes } }));
      void navigate({ to: "/o/$org/users/$id", params: { org, id: stays } });
    });
  };
  useActions([
    { id: "merge.swap", title: "merge.swap", section: "here", keys: ["s"], run: swap },
    {
      id: "merge.back",
      title: "action.back",
      section: "here",
      keys: ["escape"],
      keyboardOnly: true,
      run: () => void navigate({ to: "/o/$org/duplicates", params: { org } }),
    },
  ]);
  if (!can("users:merge")) return <NoPermission permission="users:merge" />;
  return (
    <>
      <PageHeader
        crumbs={[
          t("nav.people"),
          <Link
            key="duplicates"
            to="/o/$org/duplicates"
            params={{ org }}
            className="hover:text-ink hover:underline"
          >
            {t("nav.duplicates")}
          </Link>,
        ]}
        title={t("merge.title")}
        summary={t("merge.summary")}
        actions={
          <Button onPress={swap}>
            {t("merge.swap")}
            <Kbd keys="s" className="pointer-coarse:hidden" />
          </Button>
        }
      />
      <div className="min-h-0 flex-1 overflow-y-auto border-t border-line scroll-quiet">
        <div className="max-w-240 px-4 pb-16 sm:px-6">
          <Loaded query={preview} permission="users:merge">
            {(seen) => (
              <form
                onSubmit={(event) => {
                  event.preventDefault();
                  submit();
                }}
              >
                {seen.refusal !== null && (
                  <div className="pt-4">
                    <Banner tone="bad" urgent>
                      {t("merge.refused")}. {find(`merge.refusal.${seen.refusal}`)}
                    </Banner>
                  </div>
                )}
                <ChoiceTable
                  preview={seen}
                  organization={org}
                  takes={takes}
                  onChoose={(field, taken) => setChosen({ pair, by: new Map([...choices, [field, taken]]) })}
                />
                <Section title={t("merge.outcome")}>
                  <Outcome preview={seen} />
                </Section>
                <Button
                  type="submit"
                  kind="primary"
                  isPending={merge.isPending}
                  isDisabled={seen.refusal !== null}
                >
                  {t("merge.submit")}
                </Button>
              </form>
            )}
          </Loaded>
        </div>
      </div>
    </>
  );
}
