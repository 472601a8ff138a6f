import { getUser, inviteUser, type User } from "@atrium/contracts";
import { Avatar, Banner, Button, buttonClass, EmptyState, SkeletonRows, Tabs } from "@atrium/ui";
import { getRouteApi, Link } from "@tanstack/react-router";
import { ApiError } from "@atrium/sdk";
import { useState } from "react";
import { useOperation } from "../../api/operation.ts";
import { useCan } from "../../api/session.ts";
import { useVerb } from "../../api/use-verb.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { CrumbLink, PageHeader } from "../../shell/page-header.tsx";
import { ProblemState } from "../../shell/problem-state.tsx";
import { Moment } from "../../ui/moment.tsx";
import { UserStatus } from "../../ui/user-status.tsx";
import { userListSearch, userTabs } from "../../app/list-search.ts";
import { AccessTab } from "./access/access-tab.tsx";
import { ActivityTab } from "./activity-tab.tsx";
import { DataTab } from "./data/data-tab.tsx";
import { DeleteDialog } from "./delete-dialog.tsx";
import { SecurityTab } from "./security/security-tab.tsx";
import { EditForm } from "./edit-form.tsx";
import { ImpersonateDialog } from "./impersonate-dialog.tsx";
import { MergedBanner } from "./merged-banner.tsx";
import { OverviewTab } from "./overview-tab.tsx";
import { SuspendDialog } from "./suspend-dialog.tsx";
import { UserActions } from "./user-actions.tsx";
import { useNeighbours } from "./use-neighbours.ts";
import { useUserVerbs } from "./use-user-verbs.ts";

const route = getRouteApi("/o/$org/users/$id");

export function UserPage() {
  const { t } = useI18n();
  const { id, org } = route.useParams();
  const found = useOperation(getUser, { params: { id } });
  if (found.error instanceof ApiError && found.error.status === 404) {
    return (
      <EmptyState
        title={t("problem.notFound.title")}
        action={
          <Link to="/o/$org/users" params={{ org }} className={buttonClass()}>
            {t("users.title")}
          </Link>
        }
      >
        {t("problem.notFound.detail")}
      </EmptyState>
    );
  }
  if (found.error !== null && found.data === undefined) {
    return <ProblemState error={found.error} onRetry={() => void found.refetch()} permission="users:read" />;
  }
  if (found.data === undefined) return <SkeletonRows rows={8} label={t("app.loading")} />;
  return <UserSheet key={id} person={found.data} reload={async () => (await found.refetch()).data ?? null} />;
}

function UserSheet({ person, reload }: { person: User; reload: () => Promise<User | null> }) {
  const { t } = useI18n();
  const { org } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const listSearch = userListSearch(search);
  const [asking, setAsking] = useState<"delete" | "suspend" | "impersonate" | null>(null);
  const can = useCan();
  const tab = search.tab ?? "overview";
  const seesSecurity = can("sessions:read") || can("security:read") || can("credentials:reset");
  const tabs = userTabs.filter((id) => id !== "security" || seesSecurity || tab === id);
  const setEdit = (edit: boolean) =>
    void navigate({ search: { ...listSearch, ...(edit && { edit: true as const }) }, replace: !edit });
  const verbs = useUserVerbs(person, {
    onDeleted: () => void navigate({ to: "/o/$org/users", params: { org }, search: listSearch }),
  });
  const invite = useVerb(inviteUser, t("invitations.sent", { email: person.email }));
  useNeighbours(person.id, org, listSearch);

  return (
    <>
      <PageHeader
        crumbs={[
          t("nav.people"),
          <CrumbLink key="users" to="/o/$org/users" organization={org} search={listSearch}>
            {t("users.title")}
          </CrumbLink>,
        ]}
        lead={<Avatar name={person.displayName} size="large" />}
        title={person.displayName}
        summary={
          <span className="flex flex-wrap items-center gap-x-4 gap-y-1">
            <UserStatus status={person.status} />
            <bdi>{person.email}</bdi>
            <span className="text-ink3">
              {t("field.lastSeenAt")}: <Moment iso={person.lastSeenAt} none={t("users.never")} />
            </span>
          </span>
        }
        actions={
          <UserActions
            person={person}
            onEdit={() => setEdit(true)}
            onSuspend={() => setAsking("suspend")}
            onDelete={() => setAsking("delete")}
            onImpersonate={() => setAsking("impersonate")}
            onActivate={() => verbs.setStatus("active")}
            onDeactivate={() => verbs.setStatus("inactive")}
            onRestore={verbs.restore}
            onInvite={
              person.status === "pending" && can("invitations:create")
                ? () => invite.run({ params: { id: person.id } })
                : null
            }
          />
        }
      />
      {person.mergedInto !== null && (
        <div className="px-4 pb-3 sm:px-6">
          <MergedBanner person={person} into={person.mergedInto} organization={org} />
        </div>
      )}
      {person.status === "deleted" && person.deletedAt !== null && person.mergedInto === null && (
        <div className="px-4 pb-3 sm:px-6">
          <Banner
            tone="warn"
            action={
              person.abilities.includes("restore") && (
                <Button onPress={verbs.restore}>{t("action.restore")}</Button>
              )
            }
          >
            <DeletedText iso={person.deletedAt} />
          </Banner>
        </div>
      )}
      <Tabs
        label={t("user.tabs")}
        tabs={tabs.map((id) => ({ id, label: t(`user.tab.${id}`) }))}
        selected={tab}
        onSelect={(chosen) => {
          const wanted = tabs.find((id) => id === chosen);
          void navigate({
            search: { ...listSearch, ...(wanted && wanted !== "overview" && { tab: wanted }) },
          });
        }}
      >
        <div className="min-h-0 flex-1 overflow-y-auto scroll-quiet">
          {tab === "activity" ? (
            <ActivityTab id={person.id} organization={org} />
          ) : tab === "access" ? (
            <AccessTab person={person} organization={org} />
          ) : tab === "data" ? (
            <DataTab
              person={person}
              onErased={() => void navigate({ to: "/o/$org/users", params: { org }, search: listSearch })}
            />
          ) : tab === "security" ? (
            <SecurityTab person={person} />
          ) : search.edit === true && person.abilities.includes("update") ? (
            <EditForm person={person} reload={reload} onClose={() => setEdit(false)} />
          ) : (
            <OverviewTab person={person} />
          )}
        </div>
      </Tabs>
      <DeleteDialog
        person={person}
        isOpen={asking === "delete"}
        onClose={() => setAsking(null)}
        verbs={verbs}
      />
      <SuspendDialog
        person={person}
        isOpen={asking === "suspend"}
        onClose={() => setAsking(null)}
        verbs={verbs}
      />
      {asking === "impersonate" && (
        <ImpersonateDialog person={person} organization={org} onClose={() => setAsking(null)} />
      )}
    </>
  );
}

function DeletedText({ iso }: { iso: string }) {
  const { t, relative } = useI18n();
  return <>{t("user.deletedBanner", { when: relative(iso) })}</>;
}
