import { findDuplicates, listDuplicates } from "@atrium/contracts";
import { Button, EmptyState, Kbd, Segmented } from "@atrium/ui";
import { getRouteApi } from "@tanstack/react-router";
import { useActions } from "../../actions/use-actions.ts";
import { useOperation } from "../../api/operation.ts";
import { useCan, useSession } from "../../api/session.ts";
import { useVerb } from "../../api/use-verb.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { useTray } from "../../jobs/tray.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { NoPermission } from "../../shell/problem-state.tsx";
import { ListBody } from "../../ui/list-body.tsx";
import { Pager } from "../../ui/pager.tsx";
import { DuplicatesTable } from "./duplicates-table.tsx";

const route = getRouteApi("/o/$org/duplicates");
const askAgainMs = 4000;

/** Pairs of people who may be one, the likeliest first. */
export function DuplicatesPage() {
  const { t } = useI18n();
  const { org } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const can = useCan();
  const { follow } = useTray();
  const organization = useSession().data?.organization?.name ?? org;
  const dismissed = search.show === "dismissed";
  const list = useOperation(
    listDuplicates,
    {
      query: {
        limit: 50,
        dismissed: dismissed ? "true" : "false",
        ...(search.cursor && { cursor: search.cursor }),
      },
    },
    { keepPrevious: true, again: () => askAgainMs },
  );
  const find = useVerb(findDuplicates);
  const start = () => find.run(undefined, ({ id }) => follow(id));
  useActions([{ id: "duplicates.find", title: "duplicates.find", section: "here", keys: ["c"], run: start }]);
  if (!can("users:merge")) return <NoPermission permission="users:merge" />;
  const look = (
    <Button kind="primary" isPending={find.isPending} onPress={start}>
      {t("duplicates.find")}
      <Kbd keys="c" className="pointer-coarse:hidden" />
    </Button>
  );
  return (
    <>
      <PageHeader
        crumbs={[t("nav.people")]}
        title={t("nav.duplicates")}
        summary={t("duplicates.summary", { organization })}
        actions={look}
      />
      <div className="flex shrink-0 border-y border-line px-4 py-2.5 sm:px-6">
        <Segmented
          label={t("duplicates.show")}
          segments={[
            { id: "open", label: t("duplicates.open") },
            { id: "dismissed", label: t("duplicates.dismissed") },
          ]}
          value={dismissed ? "dismissed" : "open"}
          onChange={(show) => void navigate({ search: show === "dismissed" ? { show } : {} })}
        />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto scroll-quiet">
        <ListBody
          list={list}
          permission="users:merge"
          empty={
            dismissed ? (
              <EmptyState title={t("duplicates.noneDismissed")} />
            ) : (
              <EmptyState title={t("duplicates.none")} action={look}>
                {t("duplicates.noneDetail")}
              </EmptyState>
            )
          }
          onClear={null}
        >
          {(items) => <DuplicatesTable pairs={items} organization={org} />}
        </ListBody>
      </div>
      {list.data !== undefined && list.data.items.length > 0 && (
        <Pager
          page={list.data}
          onCursor={(cursor) =>
            void navigate({ search: { ...(dismissed && { show: "dismissed" as const }), cursor } })
          }
        />
      )}
    </>
  );
}
