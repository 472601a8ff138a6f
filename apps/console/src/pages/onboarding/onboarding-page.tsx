import { listOnboardingChecklists } from "@atrium/contracts";
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
import { ChecklistDialog } from "./checklist-dialog.tsx";
import { ChecklistEntry } from "./checklist-entry.tsx";
import { ProgressDialog } from "./progress-dialog.tsx";

const route = getRouteApi("/o/$org/onboarding");

/** What people who are new have to do. */
export function OnboardingPage() {
  const { t } = useI18n();
  const { org } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const can = useCan();
  const organization = useSession().data?.organization?.name ?? org;
  const checklists = useOperation(listOnboardingChecklists, {}, { enabled: can("onboarding:read") });
  const edit = (checklist: string) => void navigate({ search: { checklist } });
  const close = () => void navigate({ search: {}, replace: true });
  const showProgress = (progress: string, after: string | null = null) =>
    void navigate({ search: { progress, ...(after !== null && { after }) } });
  const mayWrite = can("onboarding:manage");
  useActions(
    mayWrite
      ? [
          {
            id: "onboarding.add",
            title: "onboarding.add",
            section: "here",
            keys: ["c"],
            run: () => edit("new"),
          },
        ]
      : [],
  );
  if (!can("onboarding:read")) return <NoPermission permission="onboarding:read" />;
  const add = mayWrite && (
    <Button kind="primary" onPress={() => edit("new")}>
      {t("onboarding.add")}
      <Kbd keys="c" className="pointer-coarse:hidden" />
    </Button>
  );
  const items = checklists.data?.items ?? [];
  const edited = items.find(({ id }) => id === search.checklist);
  const shown = items.find(({ id }) => id === search.progress);
  return (
    <>
      <PageHeader
        crumbs={[t("nav.people")]}
        title={t("nav.onboarding")}
        summary={t("onboarding.summary", { organization })}
        actions={add}
      />
      <div className="min-h-0 flex-1 overflow-y-auto border-t border-line scroll-quiet">
        <div className="max-w-200 px-4 pb-16 sm:px-6">
          <Loaded query={checklists} permission="onboarding:read">
            {({ items: all }) =>
              all.length === 0 ? (
                <EmptyState title={t("onboarding.first")} action={add}>
                  {t("onboarding.firstDetail")}
                </EmptyState>
              ) : (
                <Entries label={t("onboarding.checklists")}>
                  {all.map((checklist) => (
                    <ChecklistEntry
                      key={checklist.id}
                      checklist={checklist}
                      onEdit={() => edit(checklist.id)}
                      onProgress={() => showProgress(checklist.id)}
                    />
                  ))}
                </Entries>
              )
            }
          </Loaded>
        </div>
      </div>
      {mayWrite && (search.checklist === "new" || edited !== undefined) && (
        <ChecklistDialog key={search.checklist} checklist={edited ?? null} onClose={close} />
      )}
      {shown !== undefined && (
        <ProgressDialog
          checklist={shown}
          organization={org}
          after={search.after}
          onAfter={(after) => showProgress(shown.id, after)}
          onClose={close}
        />
      )}
    </>
  );
}
