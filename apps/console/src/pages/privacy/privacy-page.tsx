import { listConsentPurposes } from "@atrium/contracts";
import { Button, EmptyState } from "@atrium/ui";
import { getRouteApi } from "@tanstack/react-router";
import { useActions } from "../../actions/use-actions.ts";
import { useOperation } from "../../api/operation.ts";
import { useCan, useSession } from "../../api/session.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { NoPermission } from "../../shell/problem-state.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Section } from "../../ui/section.tsx";
import { PurposeDialog } from "./purpose-dialog.tsx";
import { PurposesList } from "./purposes-list.tsx";

const route = getRouteApi("/o/$org/settings/privacy");

/** What people are asked to agree to, and how long Atrium keeps whom. */
export function RetentionPage() {
  const { t } = useI18n();
  const { org } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const can = useCan();
  const organization = useSession().data?.organization?.name ?? org;
  const purposes = useOperation(listConsentPurposes, {});
  const setOpen = (purpose: string | null) =>
    void navigate({ search: purpose === null ? {} : { purpose }, replace: purpose === null });
  useActions([
    {
      id: "purpose.add",
      title: "privacy.addPurpose",
      section: "here",
      keys: ["c"],
      run: () => setOpen("new"),
    },
  ]);
  if (!can("privacy:manage")) return <NoPermission permission="privacy:manage" />;
  const add = (
    <Button kind="primary" onPress={() => setOpen("new")}>
      {t("privacy.addPurpose")}
    </Button>
  );
  const items = purposes.data?.items ?? [];
  const opened = items.find(({ id }) => id === search.purpose);
  return (
    <>
      <PageHeader
        crumbs={[t("nav.settings")]}
        title={t("nav.privacy")}
        summary={t("privacy.summary", { organization })}
      />
      <div className="min-h-0 flex-1 overflow-y-auto border-t border-line scroll-quiet">
        <div className="max-w-200 px-4 pb-16 sm:px-6">
          <Section
            title={t("privacy.purposes")}
            detail={t("privacy.purposesDetail")}
            action={items.length > 0 && add}
          >
            <Loaded query={purposes} permission="privacy:manage">
              {({ items: all }) =>
                all.length === 0 ? (
                  <EmptyState title={t("privacy.firstPurpose")} action={add}>
                    {t("privacy.firstPurposeDetail")}
                  </EmptyState>
                ) : (
                  <PurposesList purposes={all} onEdit={setOpen} />
                )
              }
            </Loaded>
          </Section>
          <Section title={t("privacy.retention")}>
            <ul className="flex max-w-150 list-disc flex-col gap-1.5 ps-5 text-ink2">
              <li>{t("privacy.retention.people")}</li>
              <li>{t("privacy.retention.events")}</li>
              <li>{t("privacy.retention.files")}</li>
            </ul>
          </Section>
        </div>
      </div>
      {(search.purpose === "new" || opened !== undefined) && (
        <PurposeDialog key={search.purpose} purpose={opened ?? null} onClose={() => setOpen(null)} />
      )}
    </>
  );
}
