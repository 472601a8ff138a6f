import { getOrganization } from "@atrium/contracts";
import { Banner, buttonClass, ProgressBar } from "@atrium/ui";
import { getRouteApi, Link, Navigate } from "@tanstack/react-router";
import { useOperation } from "../../api/operation.ts";
import { OrganizationContext } from "../../api/organization-context.tsx";
import { useSession } from "../../api/session.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { ProblemState } from "../../shell/problem-state.tsx";
import { CardPage } from "../../ui/card-page.tsx";
import { isUnderWay, useDemoJob } from "./use-demo-job.ts";

const route = getRouteApi("/o/$org/demo");

/** Between the set-up and Home: how far the demo company is. Reloading finds the same job again. */
export function DemoPage() {
  const { t } = useI18n();
  const { org } = route.useParams();
  return (
    <OrganizationContext value={org}>
      <CardPage title={t("demo.title")}>
        <div className="flex flex-col items-stretch gap-5">
          <Demo platform={org} />
        </div>
      </CardPage>
    </OrganizationContext>
  );
}

function Demo({ platform }: { platform: string }) {
  const { job, error, retry } = useDemoJob();
  if (error !== null) return <Unknown error={error} onRetry={retry} platform={platform} />;
  if (job === undefined) return <UnderWay done={0} total={null} platform={platform} />;
  if (job === null) return <Navigate to="/o/$org/home" params={{ org: platform }} replace />;
  if (isUnderWay(job)) {
    const again = job.state === "queued" && job.error !== null;
    return <UnderWay {...job.progress} again={again} platform={platform} />;
  }
  const biggest = job.result?.["biggest"];
  if (job.state !== "succeeded" || typeof biggest !== "string") {
    return <Failed platform={platform} reason={job.error} />;
  }
  return (
    <OrganizationContext value={biggest}>
      <Arrival platform={platform} />
    </OrganizationContext>
  );
}

function UnderWay({
  done,
  total,
  again = false,
  platform,
}: {
  done: number;
  total: number | null;
  again?: boolean;
  platform: string;
}) {
  const { t, number } = useI18n();
  return (
    <>
      <p className="-mt-4 text-ink2">{t("demo.detail")}</p>
      <ProgressBar
        label={t("demo.progress")}
        done={done}
        total={total}
        {...(total !== null && {
          valueText: t("demo.people", { done: number(done), total: number(total) }),
        })}
      />
      {again && <Banner tone="warn">{t("demo.again")}</Banner>}
      <HomeLink platform={platform} />
    </>
  );
}

/** An organization is told by its id in the job, and by its short name in an address. */
function Arrival({ platform }: { platform: string }) {
  const biggest = useOperation(getOrganization);
  if (biggest.error !== null) {
    return <Unknown error={biggest.error} onRetry={() => void biggest.refetch()} platform={platform} />;
  }
  if (biggest.data === undefined) return <UnderWay done={0} total={null} platform={platform} />;
  return <Navigate to="/o/$org/home" params={{ org: biggest.data.slug }} replace />;
}

/** Not the demo company failed, but the question after it. */
function Unknown({ error, onRetry, platform }: { error: Error; onRetry: () => void; platform: string }) {
  return (
    <>
      <ProblemState error={error} onRetry={onRetry} permission="jobs:read" />
      <HomeLink platform={platform} primary />
    </>
  );
}

function Failed({ platform, reason }: { platform: string; reason: string | null }) {
  const { t } = useI18n();
  return (
    <>
      <Banner tone="bad" urgent>
        <p className="font-medium">{t("demo.failed")}</p>
        <p className="text-ink2">{t("demo.failedDetail")}</p>
        {reason !== null && <p className="pt-1 text-small break-words text-ink2">{reason}</p>}
      </Banner>
      <HomeLink platform={platform} primary />
    </>
  );
}

function HomeLink({ platform, primary = false }: { platform: string; primary?: boolean }) {
  const { t } = useI18n();
  const name = useSession().data?.memberships.find(({ slug }) => slug === platform)?.name ?? platform;
  return (
    <Link
      to="/o/$org/home"
      params={{ org: platform }}
      className={buttonClass({ kind: primary ? "primary" : "secondary" })}
    >
      {primary ? t("demo.home", { name }) : t("demo.leave", { name })}
    </Link>
  );
}
