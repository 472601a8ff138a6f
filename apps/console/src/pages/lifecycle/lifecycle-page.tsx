import { listLifecycleRules } from "@atrium/contracts";
import { Button, EmptyState, Kbd } from "@atrium/ui";
import { getRouteApi } from "@tanstack/react-router";
import { useActions } from "../../actions/use-actions.ts";
import { useOperation } from "../../api/operation.ts";
import { useCan, useSession } from "../../api/session.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { NoPermission } from "../../shell/problem-state.tsx";
import { Entries } from "../../ui/entries.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { PreviewDialog } from "./preview-dialog.tsx";
import { RuleDialog } from "./rule-dialog.tsx";
import { RuleEntry } from "./rule-entry.tsx";

const route = getRouteApi("/o/$org/settings/lifecycle");

/** What becomes of people who do not come any more. */
export function LifecyclePage() {
  const { t } = useI18n();
  const { org } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const can = useCan();
  const organization = useSession().data?.organization?.name ?? org;
  const rules = useOperation(listLifecycleRules, {});
  const edit = (rule: string | null) =>
    void navigate({ search: rule === null ? {} : { rule }, replace: rule === null });
  const preview = (id: string | null) =>
    void navigate({ search: id === null ? {} : { preview: id }, replace: id === null });
  useActions([
    {
      id: "lifecycle.add",
      title: "lifecycle.add",
      section: "here",
      keys: ["c"],
      run: () => edit("new"),
    },
  ]);
  if (!can("lifecycle:manage")) return <NoPermission permission="lifecycle:manage" />;
  const add = (
    <Button kind="primary" onPress={() => edit("new")}>
      {t("lifecycle.add")}
      <Kbd keys="c" className="pointer-coarse:hidden" />
    </Button>
  );
  const items = rules.data?.items ?? [];
  const edited = items.find(({ id }) => id === search.rule);
  const previewed = items.find(({ id }) => id === search.preview);
  return (
    <>
      <PageHeader
        crumbs={[t("nav.settings")]}
        title={t("nav.lifecycle")}
        summary={t("lifecycle.summary", { organization })}
        actions={add}
      />
      <div className="min-h-0 flex-1 overflow-y-auto border-t border-line scroll-quiet">
        <div className="max-w-200 px-4 pb-16 sm:px-6">
          <Loaded query={rules} permission="lifecycle:manage">
            {({ items: all }) =>
              all.length === 0 ? (
                <EmptyState title={t("lifecycle.first")} action={add}>
                  {t("lifecycle.firstDetail")}
                </EmptyState>
              ) : (
                <Entries label={t("lifecycle.rules")}>
                  {all.map((rule) => (
                    <RuleEntry
                      key={rule.id}
                      rule={rule}
                      onEdit={() => edit(rule.id)}
                      onPreview={() => preview(rule.id)}
                    />
                  ))}
                </Entries>
              )
            }
          </Loaded>
        </div>
      </div>
      {(search.rule === "new" || edited !== undefined) && (
        <RuleDialog key={search.rule} rule={edited ?? null} onClose={() => edit(null)} />
      )}
      {previewed !== undefined && (
        <PreviewDialog rule={previewed} organization={org} onClose={() => preview(null)} />
      )}
    </>
  );
}
