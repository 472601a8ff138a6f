import { createConnection } from "@atrium/contracts";
import { Button, buttonClass } from "@atrium/ui";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useCan } from "../../api/session.ts";
import { useContractForm } from "../../api/use-contract-form.ts";
import { useApp } from "../../app/app-context.tsx";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { NoPermission } from "../../shell/problem-state.tsx";
import { ProblemBanner } from "../../ui/problem-banner.tsx";
import { ConnectionFields, ProviderFields } from "./connection-fields.tsx";
import { fieldsOf, kindOf, newConnection, presetOf, settingsOf } from "./connection-values.ts";
import { DirectoriesCrumb } from "./directories-crumb.tsx";

const route = getRouteApi("/o/$org/settings/directories/new");

export function NewDirectoryPage() {
  const { t } = useI18n();
  const { org } = route.useParams();
  const navigate = route.useNavigate();
  const { toasts } = useApp();
  const can = useCan();
  const form = useContractForm(createConnection, {
    initial: newConnection,
    request: (values) => {
      const names = Object.keys(values);
      return {
        body: {
          kind: kindOf(values),
          preset: presetOf(values),
          name: values["name"] ?? "",
          settings: settingsOf(values, names),
          ...fieldsOf(values, names),
        },
      };
    },
    idempotent: true,
    onDone: ({ id, name }) => {
      toasts.add({ text: t("directories.connected", { name }) }, { timeout: 6000 });
      void navigate({ to: "/o/$org/settings/directories/$id", params: { org, id } });
    },
  });
  if (!can("connections:manage")) return <NoPermission permission="connections:manage" />;
  return (
    <>
      <PageHeader
        crumbs={[t("nav.settings"), <DirectoriesCrumb key="list" organization={org} />]}
        title={t("directories.new")}
        summary={t("directories.newSummary")}
      />
      <div className="min-h-0 flex-1 overflow-y-auto border-t border-line scroll-quiet">
        <form onSubmit={form.submit} noValidate className="flex max-w-200 flex-col gap-4 px-4 py-6 sm:px-6">
          <ProblemBanner error={form.problem} />
          <ProviderFields form={form} />
          <ConnectionFields form={form} secrets={{ clientSecret: false, privateKey: false }} />
          <div className="flex gap-2 pt-2">
            <Button type="submit" kind="primary" isPending={form.isSending}>
              {t("directories.connect")}
            </Button>
            <Link
              to="/o/$org/settings/directories"
              params={{ org }}
              className={buttonClass({ kind: "quiet" })}
            >
              {t("app.cancel")}
            </Link>
          </div>
        </form>
      </div>
    </>
  );
}
