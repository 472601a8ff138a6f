import { getPolicy } from "@atrium/contracts";
import { SkeletonRows } from "@atrium/ui";
import { getRouteApi } from "@tanstack/react-router";
import { useRef } from "react";
import { useOperation } from "../../api/operation.ts";
import { useCan, useSession } from "../../api/session.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { ProblemState } from "../../shell/problem-state.tsx";
import { policyGroups } from "./groups.ts";
import { PolicyGroup } from "./policy-group.tsx";
import type { Policy } from "./policy-types.ts";

const route = getRouteApi("/o/$org/settings/policies");

/** The rules for signing in, a form per subject, each saying what it means and whom a change concerns. */
export function PoliciesPage() {
  const { t } = useI18n();
  const { org } = route.useParams();
  const organization = useSession().data?.organization?.name ?? org;
  const policy = useOperation(getPolicy);
  return (
    <>
      <PageHeader
        crumbs={[t("nav.settings")]}
        title={t("policies.title")}
        summary={t("policies.summary", { organization })}
      />
      <div className="min-h-0 flex-1 overflow-y-auto border-t border-line scroll-quiet">
        {policy.data === undefined &&
          (policy.error === null ? (
            <SkeletonRows rows={8} label={t("app.loading")} />
          ) : (
            <ProblemState
              error={policy.error}
              onRetry={() => void policy.refetch()}
              permission="policies:read"
            />
          ))}
        {policy.data !== undefined && (
          <Groups policy={policy.data} reload={async () => (await policy.refetch()).data ?? null} />
        )}
      </div>
    </>
  );
}

function Groups({ policy, reload }: { policy: Policy; reload: () => Promise<Policy | null> }) {
  const can = useCan();
  // Saving one form makes a new version, which is no surprise to the others.
  const own = useRef(new Map<number, number>());
  return (
    <div className="max-w-200 px-4 pb-16 sm:px-6">
      {policyGroups.map((group) => (
        <PolicyGroup
          key={group.id}
          group={group}
          policy={policy}
          reload={reload}
          ownVersions={own.current}
          readOnly={!can("policies:update")}
        />
      ))}
    </div>
  );
}
