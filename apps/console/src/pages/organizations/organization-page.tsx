import { findOrganization, type Output } from "@atrium/contracts";
import { Banner, buttonClass, SkeletonRows } from "@atrium/ui";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { useOperation } from "../../api/operation.ts";
import { useCan } from "../../api/session.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { ProblemState } from "../../shell/problem-state.tsx";
import { ConfirmDialog, type Confirmation } from "../../ui/confirm-dialog.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Moment } from "../../ui/moment.tsx";
import { Section } from "../../ui/section.tsx";
import { EditOrganization } from "./edit-organization.tsx";
import { LimitBars } from "./limit-bars.tsx";
import { PlaceActions } from "./place-actions.tsx";
import { planName } from "./plan-name.ts";
import { OrganizationStatusMark } from "./status-mark.tsx";

const route = getRouteApi("/o/$org/organizations/$id");
type Found = Output<typeof findOrganization>;

export function OrganizationPage() {
  const { t } = useI18n();
  const { id } = route.useParams();
  const found = useOperation(findOrganization, { params: { id } });
  if (found.data !== undefined) {
    return <Whole organization={found.data} reload={async () => (await found.refetch()).data ?? null} />;
  }
  if (found.error === null) return <SkeletonRows rows={8} label={t("app.loading")} />;
  return (
    <ProblemState
      error={found.error}
      onRetry={() => void found.refetch()}
      permission="suborganizations:read"
    />
  );
}

function Whole({ organization, reload }: { organization: Found; reload: () => Promise<Found | null> }) {
  const i18n = useI18n();
  const { t, date } = i18n;
  const { org } = route.useParams();
  const can = useCan();
  const [asked, setAsked] = useState<Confirmation | null>(null);
  const { id, name, slug, status, statusReason, plan, parentName, platform, purgeAt, createdAt, settings } =
    organization;
  const mayManage = can("suborganizations:manage");
  const open = status === "active" || status === "suspended";
  return (
    <>
      <PageHeader
        crumbs={[
          t("nav.people"),
          <Link key="list" to="/o/$org/organizations" params={{ org }} className="hover:underline">
            {t("organizations.title")}
          </Link>,
        ]}
        title={name}
        summary={
          <span className="flex flex-wrap items-center gap-x-4">
            <OrganizationStatusMark status={status} />
            <span className="font-mono">{slug}</span>
            <span>{planName(plan, i18n)}</span>
          </span>
        }
        actions={
          open && (
            <Link to="/o/$org/home" params={{ org: slug }} className={buttonClass({})}>
              {t("organizations.enter")}
            </Link>
          )
        }
      />
      <div className="min-h-0 flex-1 overflow-y-auto border-t border-line scroll-quiet">
        <div className="max-w-200 px-4 pb-16 sm:px-6">
          {purgeAt !== null && (
            <div className="pt-6">
              <Banner tone="warn">{t("organizations.goneBanner", { when: date(purgeAt) })}</Banner>
            </div>
          )}
          <Section title={t("organizations.facts")}>
            <Facts
              facts={[
                {
                  name: t("organizations.parent"),
                  value: parentName ?? (platform ? t("app.none") : t("organizations.top")),
                },
                { name: t("field.plan"), value: planName(plan, i18n) },
                { name: t("field.timeZone"), value: settings.timeZone },
                { name: t("organizations.made_at"), value: <Moment iso={createdAt} none="" /> },
                ...(statusReason === null ? [] : [{ name: t("organizations.reason"), value: statusReason }]),
                { name: t("field.id"), value: <span className="font-mono text-small">{id}</span> },
              ]}
            />
          </Section>
          <Section title={t("organizations.limits")} detail={t("organizations.limitsDetail")}>
            <LimitBars limits={organization.limits} usage={organization.usage} />
          </Section>
          {mayManage && open && (
            <Section title={t("organizations.edit")} detail={t("organizations.editDetail")}>
              <EditOrganization organization={organization} reload={reload} />
            </Section>
          )}
          {mayManage && !platform && <PlaceActions organization={organization} ask={setAsked} />}
        </div>
      </div>
      <ConfirmDialog asked={asked} onClose={() => setAsked(null)} />
    </>
  );
}
