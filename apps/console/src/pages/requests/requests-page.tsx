import { Button, Segmented } from "@atrium/ui";
import { getRouteApi } from "@tanstack/react-router";
import { useActions } from "../../actions/use-actions.ts";
import { useCan, useSession } from "../../api/session.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { RequestDialog } from "./request-dialog.tsx";
import { RequestsList } from "./requests-list.tsx";
import { RulesView } from "./rules-view.tsx";

const route = getRouteApi("/o/$org/requests");

export function RequestsPage() {
  const { t } = useI18n();
  const { org } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const can = useCan();
  const organization = useSession().data?.organization?.name ?? org;
  const views = [
    "mine" as const,
    ...(can("requests:read") ? (["decide", "all"] as const) : []),
    ...(can("roles:read") ? (["rules"] as const) : []),
  ];
  const view = views.find((id) => id === search.view) ?? "mine";
  const place = search.view === undefined ? {} : { view: search.view };
  const setAsking = (asking: boolean) =>
    void navigate({ search: { ...place, ...(asking && { ask: true as const }) }, replace: !asking });
  useActions([
    {
      id: "requests.ask",
      title: "requests.ask",
      section: "here",
      keys: ["c"],
      run: () => setAsking(true),
    },
  ]);
  return (
    <>
      <PageHeader
        crumbs={[t("nav.access")]}
        title={t("requests.title")}
        summary={t("requests.summary", { organization })}
        actions={
          <Button kind="primary" onPress={() => setAsking(true)}>
            {t("requests.ask")}
          </Button>
        }
      />
      {views.length > 1 && (
        <div className="flex shrink-0 flex-wrap items-center gap-3 border-y border-line px-4 py-2.5 sm:px-6">
          <Segmented
            label={t("requests.view")}
            value={view}
            segments={views.map((id) => ({ id, label: t(`requests.view.${id}`) }))}
            onChange={(id) => void navigate({ search: id === "mine" ? {} : { view: id } })}
          />
        </div>
      )}
      {view === "rules" ? (
        <RulesView />
      ) : (
        <RequestsList
          key={view}
          view={view}
          cursor={search.cursor}
          onCursor={(cursor) => void navigate({ search: { ...place, ...(cursor !== null && { cursor }) } })}
          onAsk={() => setAsking(true)}
        />
      )}
      {search.ask === true && <RequestDialog onClose={() => setAsking(false)} />}
    </>
  );
}
