import { deleteConnection, getConnection, updateConnection, type Connection } from "@atrium/contracts";
import { Banner, Button, CopyText, Mark, SkeletonRows } from "@atrium/ui";
import { getRouteApi } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { useOperation } from "../../api/operation.ts";
import { isConflict } from "../../api/problem.ts";
import { useCan } from "../../api/session.ts";
import { useContractForm } from "../../api/use-contract-form.ts";
import { useVerb } from "../../api/use-verb.ts";
import { useApp } from "../../app/app-context.tsx";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { ProblemState } from "../../shell/problem-state.tsx";
import { ConfirmDialog, type Confirmation } from "../../ui/confirm-dialog.tsx";
import { Facts } from "../../ui/facts.tsx";
import { ProblemBanner } from "../../ui/problem-banner.tsx";
import { Section } from "../../ui/section.tsx";
import { ConnectionFields } from "./connection-fields.tsx";
import { connectionValues, fieldsOf, settingsOf } from "./connection-values.ts";
import { ConnectionTest } from "./connection-test.tsx";
import { DirectoriesCrumb } from "./directories-crumb.tsx";
import { DomainsPart } from "./domains-part.tsx";

const route = getRouteApi("/o/$org/settings/directories/$id");

export function DirectoryPage() {
  const { t } = useI18n();
  const { id } = route.useParams();
  const found = useOperation(getConnection, { params: { id } });
  if (found.data !== undefined) {
    return <Directory connection={found.data} reload={async () => (await found.refetch()).data ?? null} />;
  }
  if (found.error === null) return <SkeletonRows rows={8} label={t("app.loading")} />;
  return (
    <ProblemState error={found.error} onRetry={() => void found.refetch()} permission="connections:read" />
  );
}

function Directory({
  connection,
  reload,
}: {
  connection: Connection;
  reload: () => Promise<Connection | null>;
}) {
  const { t } = useI18n();
  const { org } = route.useParams();
  const navigate = route.useNavigate();
  const can = useCan();
  const [asked, setAsked] = useState<Confirmation | null>(null);
  const { id, name, kind, preset, status, callbackUrl, metadataUrl, version } = connection;
  const mayManage = can("connections:manage");
  const toggle = useVerb(updateConnection);
  const remove = useVerb(deleteConnection, t("directories.removed", { name }));
  const copyable = (text: string) => <CopyText text={text} copy={t("app.copy")} copied={t("app.copied")} />;
  const other = status === "active" ? ("inactive" as const) : ("active" as const);
  return (
    <>
      <PageHeader
        crumbs={[t("nav.settings"), <DirectoriesCrumb key="list" organization={org} />]}
        title={name}
        summary={
          <span className="flex flex-wrap items-center gap-x-4">
            <Mark tone={status === "active" ? "ok" : "quiet"}>{t(`status.${status}`)}</Mark>
            {preset === "generic" ? t(`directories.kind.${kind}`) : t(`directories.preset.${preset}`)}
          </span>
        }
        actions={
          mayManage && (
            <Button
              isPending={toggle.isPending}
              onPress={() => toggle.run({ params: { id }, body: { status: other } }, undefined, { version })}
            >
              {t(status === "active" ? "action.deactivate" : "action.activate")}
            </Button>
          )
        }
      />
      <div className="min-h-0 flex-1 overflow-y-auto border-t border-line scroll-quiet">
        <div className="max-w-200 px-4 pb-16 sm:px-6">
          <Section title={t("directories.tell")} detail={t("directories.tellDetail")}>
            <Facts
              facts={[
                { name: t("directories.callback"), value: copyable(callbackUrl) },
                ...(metadataUrl === null
                  ? []
                  : [{ name: t("directories.metadata"), value: copyable(metadataUrl) }]),
              ]}
            />
          </Section>
          {mayManage && <ConnectionTest id={id} />}
          <DomainsPart connection={connection} mayManage={mayManage} />
          {mayManage && (
            <>
              <Section title={t("directories.settings")}>
                <EditConnection connection={connection} reload={reload} />
              </Section>
              <Section
                title={t("directories.remove")}
                detail={t("directories.removeDetail")}
                action={
                  <Button
                    kind="danger"
                    onPress={() =>
                      setAsked({
                        title: t("directories.removeTitle", { name }),
                        detail: t("directories.removeDetail"),
                        submit: t("directories.remove"),
                        typed: name,
                        onConfirm: () =>
                          remove.run(
                            { params: { id } },
                            () => void navigate({ to: "/o/$org/settings/directories", params: { org } }),
                          ),
                      })
                    }
                  >
                    {t("directories.remove")}
                  </Button>
                }
              >
                {null}
              </Section>
            </>
          )}
        </div>
      </div>
      <ConfirmDialog asked={asked} onClose={() => setAsked(null)} />
    </>
  );
}

function EditConnection({
  connection,
  reload,
}: {
  connection: Connection;
  reload: () => Promise<Connection | null>;
}) {
  const { t } = useI18n();
  const { toasts } = useApp();
  const version = useRef(connection.version);
  const form = useContractForm(updateConnection, {
    initial: connectionValues(connection),
    request: (values, changed) => {
      const settings = settingsOf(values, changed);
      return {
        params: { id: connection.id },
        body: {
          ...(changed.includes("name") && { name: values["name"] ?? "" }),
          ...(Object.keys(settings).length > 0 && { settings }),
          ...fieldsOf(values, changed),
        },
      };
    },
    options: () => ({ version: version.current }),
    onDone: (after) => {
      version.current = after.version;
      form.restart(connectionValues(after));
      toasts.add({ text: t("user.saved") }, { timeout: 5000 });
    },
  });
  const takeTheirs = async () => {
    const newest = await reload();
    if (newest === null) return;
    version.current = newest.version;
    form.rebase(connectionValues(newest));
  };
  return (
    <form onSubmit={form.submit} noValidate className="flex flex-col gap-4">
      {isConflict(form.problem) ? (
        <Banner
          tone="warn"
          urgent
          action={<Button onPress={() => void takeTheirs()}>{t("problem.conflict.load")}</Button>}
        >
          {t("problem.conflict")}
        </Banner>
      ) : (
        <ProblemBanner error={form.problem} />
      )}
      <ConnectionFields form={form} secrets={connection.secrets} />
      <div className="flex gap-2">
        <Button
          type="submit"
          kind="primary"
          isPending={form.isSending}
          isDisabled={form.changed.length === 0}
        >
          {t("user.save")}
        </Button>
      </div>
    </form>
  );
}
