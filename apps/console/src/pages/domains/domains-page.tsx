import { addDomain, listDomains } from "@atrium/contracts";
import { Button, EmptyState } from "@atrium/ui";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { useOperation } from "../../api/operation.ts";
import { useCan, useSession } from "../../api/session.ts";
import { useContractForm } from "../../api/use-contract-form.ts";
import { useApp } from "../../app/app-context.tsx";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { ConfirmDialog, type Confirmation } from "../../ui/confirm-dialog.tsx";
import { FormTextField } from "../../ui/form-field.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { ProblemBanner } from "../../ui/problem-banner.tsx";
import { Section } from "../../ui/section.tsx";
import { DomainPart } from "./domain-part.tsx";

const route = getRouteApi("/o/$org/settings/domains");

export function DomainsPage() {
  const { t } = useI18n();
  const { org } = route.useParams();
  const { data: session } = useSession();
  const can = useCan();
  const mayManage = can("domains:manage");
  const [asked, setAsked] = useState<Confirmation | null>(null);
  const list = useOperation(listDomains);
  return (
    <>
      <PageHeader
        crumbs={[t("nav.settings")]}
        title={t("nav.domains")}
        summary={t("domains.summary", { organization: session?.organization?.name ?? org })}
      />
      <div className="min-h-0 flex-1 overflow-y-auto border-t border-line scroll-quiet">
        <div className="max-w-200 px-4 pb-16 sm:px-6">
          {mayManage && (
            <Section title={t("domains.add")} detail={t("domains.addDetail")}>
              <AddDomain />
            </Section>
          )}
          <Loaded query={list} permission="domains:read">
            {({ items }) =>
              items.length === 0 ? (
                <EmptyState title={t("domains.none")}>{t("domains.noneDetail")}</EmptyState>
              ) : (
                items.map((domain) => (
                  <DomainPart key={domain.id} domain={domain} mayManage={mayManage} ask={setAsked} />
                ))
              )
            }
          </Loaded>
        </div>
      </div>
      <ConfirmDialog asked={asked} onClose={() => setAsked(null)} />
    </>
  );
}

function AddDomain() {
  const { t } = useI18n();
  const { toasts } = useApp();
  const form = useContractForm(addDomain, {
    initial: { domain: "" },
    request: ({ domain = "" }) => ({ body: { domain } }),
    idempotent: true,
    onDone: ({ shownAs }) => {
      form.restart({ domain: "" });
      toasts.add({ text: t("domains.added", { domain: shownAs }) }, { timeout: 6000 });
    },
  });
  return (
    <form onSubmit={form.submit} noValidate className="flex max-w-150 flex-col gap-3">
      <ProblemBanner error={form.problem} />
      <div className="flex flex-wrap items-end gap-3">
        <FormTextField form={form} name="domain" autoComplete="off" className="min-w-64 flex-1" />
        <Button type="submit" kind="primary" isPending={form.isSending}>
          {t("domains.add")}
        </Button>
      </div>
    </form>
  );
}
