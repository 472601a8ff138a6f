import { getOrganization, organizationUsage, updateOrganization, type Organization } from "@atrium/contracts";
import { Banner, Button, Select } from "@atrium/ui";
import { getRouteApi } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { useOperation } from "../../api/operation.ts";
import { isConflict } from "../../api/problem.ts";
import { useCan, useSession } from "../../api/session.ts";
import { useContractForm, type FormValues } from "../../api/use-contract-form.ts";
import { useApp } from "../../app/app-context.tsx";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { locales } from "../../i18n/locales.ts";
import { PageHeader } from "../../shell/page-header.tsx";
import { ConfirmDialog, type Confirmation } from "../../ui/confirm-dialog.tsx";
import { Facts } from "../../ui/facts.tsx";
import { FormTextField } from "../../ui/form-field.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { ProblemBanner } from "../../ui/problem-banner.tsx";
import { Section } from "../../ui/section.tsx";
import { LimitBars } from "../organizations/limit-bars.tsx";
import { DeletePart } from "./delete-part.tsx";
import { TransferPart } from "./transfer-part.tsx";

const route = getRouteApi("/o/$org/settings/general");

export function GeneralPage() {
  const { t } = useI18n();
  const { org } = route.useParams();
  const can = useCan();
  const [asked, setAsked] = useState<Confirmation | null>(null);
  const { data: session } = useSession();
  // Whoever looks in from elsewhere owns nothing here that they could hand over.
  const isMember = (session?.organization?.userId ?? null) !== null;
  const found = useOperation(getOrganization);
  const usage = useOperation(organizationUsage);
  return (
    <>
      <PageHeader
        crumbs={[t("nav.settings")]}
        title={t("nav.general")}
        summary={t("general.summary", { organization: found.data?.name ?? org })}
      />
      <div className="min-h-0 flex-1 overflow-y-auto border-t border-line scroll-quiet">
        <div className="max-w-200 px-4 pb-16 sm:px-6">
          <Loaded query={found} permission="organizations:read">
            {(organization) => (
              <>
                {can("organizations:update") ? (
                  <Section title={t("general.settings")}>
                    <EditGeneral
                      organization={organization}
                      reload={async () => (await found.refetch()).data ?? null}
                    />
                  </Section>
                ) : (
                  <Section title={t("general.settings")} detail={t("general.readOnly")}>
                    <Facts
                      facts={[
                        { name: t("field.name"), value: organization.name },
                        { name: t("field.slug"), value: organization.slug },
                        { name: t("field.locale"), value: organization.settings.locale },
                        { name: t("field.timeZone"), value: organization.settings.timeZone },
                      ]}
                    />
                  </Section>
                )}
                <Section title={t("organizations.limits")} detail={t("organizations.limitsDetail")}>
                  <Loaded query={usage} permission="organizations:read">
                    {(used) => <LimitBars limits={organization.limits} usage={used} />}
                  </Loaded>
                </Section>
                {can("organizations:transfer") && isMember && <TransferPart ask={setAsked} />}
                {can("organizations:delete") && !organization.platform && (
                  <DeletePart organization={organization} ask={setAsked} />
                )}
              </>
            )}
          </Loaded>
        </div>
      </div>
      <ConfirmDialog asked={asked} onClose={() => setAsked(null)} />
    </>
  );
}

const valuesOf = ({ name, slug, settings }: Organization): FormValues => ({
  name,
  slug,
  locale: settings.locale,
  timeZone: settings.timeZone,
});

function EditGeneral({
  organization,
  reload,
}: {
  organization: Organization;
  reload: () => Promise<Organization | null>;
}) {
  const { t } = useI18n();
  const { toasts } = useApp();
  const navigate = route.useNavigate();
  const { org } = route.useParams();
  const version = useRef(organization.version);
  const form = useContractForm(updateOrganization, {
    initial: valuesOf(organization),
    request: (values, changed) => {
      const text = (name: string) => values[name] ?? "";
      const settings = {
        ...(changed.includes("locale") && { locale: text("locale") }),
        ...(changed.includes("timeZone") && { timeZone: text("timeZone") }),
      };
      return {
        body: {
          ...(changed.includes("name") && { name: text("name") }),
          ...(changed.includes("slug") && { slug: text("slug") }),
          ...(Object.keys(settings).length > 0 && { settings }),
        },
      };
    },
    options: () => ({ version: version.current }),
    onDone: (after) => {
      version.current = after.version;
      form.restart(valuesOf(after));
      toasts.add({ text: t("organizations.saved") }, { timeout: 5000 });
      // The slug is a part of this page's own address.
      if (after.slug !== org)
        void navigate({ to: "/o/$org/settings/general", params: { org: after.slug }, replace: true });
    },
  });
  const takeTheirs = async () => {
    const newest = await reload();
    if (newest === null) return;
    version.current = newest.version;
    form.rebase(valuesOf(newest));
  };
  const spoken = form.values["locale"] ?? "en";
  const known = locales.filter(({ id }) => id !== "en-XA").map(({ id, name }) => ({ id, label: name }));
  return (
    <form onSubmit={form.submit} noValidate className="flex max-w-150 flex-col gap-4">
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
      <FormTextField form={form} name="name" autoComplete="off" />
      <FormTextField form={form} name="slug" autoComplete="off" description={t("general.slugDetail")} />
      <div className="grid gap-4 sm:grid-cols-2">
        <Select
          label={t("field.locale")}
          placeholder={t("field.locale")}
          value={spoken}
          onChange={(locale) => form.set({ locale })}
          options={known.some(({ id }) => id === spoken) ? known : [...known, { id: spoken, label: spoken }]}
        />
        <Select
          label={t("field.timeZone")}
          placeholder={t("field.timeZone")}
          value={form.values["timeZone"] ?? "UTC"}
          onChange={(timeZone) => form.set({ timeZone })}
          options={["UTC", ...Intl.supportedValuesOf("timeZone")].map((id) => ({
            id,
            label: id.replaceAll("_", " "),
          }))}
        />
      </div>
      <div>
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
