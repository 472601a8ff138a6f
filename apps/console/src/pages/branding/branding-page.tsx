import { getOrganization, updateBranding, type Organization } from "@atrium/contracts";
import { Banner, Button, Checkbox } from "@atrium/ui";
import { getRouteApi } from "@tanstack/react-router";
import { useId, useRef, useState } from "react";
import { useOperation } from "../../api/operation.ts";
import { isConflict } from "../../api/problem.ts";
import { useContractForm, type FormValues } from "../../api/use-contract-form.ts";
import { useApp } from "../../app/app-context.tsx";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { FormTextField } from "../../ui/form-field.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { ProblemBanner } from "../../ui/problem-banner.tsx";
import { Section } from "../../ui/section.tsx";
import { BrandPreview } from "./brand-preview.tsx";
import { LogoPart } from "./logo-part.tsx";

const route = getRouteApi("/o/$org/settings/branding");
const ownHue = 179;

export function BrandingPage() {
  const { t } = useI18n();
  const { org } = route.useParams();
  const found = useOperation(getOrganization);
  return (
    <>
      <PageHeader
        crumbs={[t("nav.settings")]}
        title={t("nav.branding")}
        summary={t("branding.summary", { organization: found.data?.name ?? org })}
      />
      <div className="min-h-0 flex-1 overflow-y-auto border-t border-line scroll-quiet">
        <div className="max-w-240 px-4 pb-16 sm:px-6">
          <Loaded query={found} permission="organizations:read">
            {(organization) => (
              <>
                <Section title={t("branding.look")} detail={t("branding.hueDetail")}>
                  <EditBranding
                    organization={organization}
                    reload={async () => (await found.refetch()).data ?? null}
                  />
                </Section>
                <LogoPart organization={organization} />
              </>
            )}
          </Loaded>
        </div>
      </div>
    </>
  );
}

const valuesOf = ({ branding }: Organization): FormValues => ({
  name: branding.name ?? "",
  hue: branding.hue === null ? "" : String(branding.hue),
});

function EditBranding({
  organization,
  reload,
}: {
  organization: Organization;
  reload: () => Promise<Organization | null>;
}) {
  const { t, number } = useI18n();
  const { toasts } = useApp();
  const slider = useId();
  const version = useRef(organization.version);
  const [chosen, setChosen] = useState(organization.branding.hue ?? ownHue);
  const form = useContractForm(updateBranding, {
    initial: valuesOf(organization),
    request: (values, changed) => ({
      body: {
        ...(changed.includes("name") && { name: values["name"] === "" ? null : (values["name"] ?? null) }),
        ...(changed.includes("hue") && { hue: values["hue"] === "" ? null : Number(values["hue"]) }),
      },
    }),
    options: () => ({ version: version.current }),
    onDone: (after) => {
      version.current = after.version;
      form.restart(valuesOf(after));
      toasts.add({ text: t("organizations.saved") }, { timeout: 5000 });
    },
  });
  const takeTheirs = async () => {
    const newest = await reload();
    if (newest === null) return;
    version.current = newest.version;
    form.rebase(valuesOf(newest));
  };
  const hue = form.values["hue"] === "" ? null : Number(form.values["hue"]);
  const name = form.values["name"] || organization.name;
  return (
    <form onSubmit={form.submit} noValidate className="grid items-start gap-8 lg:grid-cols-[1fr_24rem]">
      <div className="flex min-w-0 flex-col gap-4">
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
        <FormTextField
          form={form}
          name="name"
          label={t("branding.name")}
          description={t("branding.nameDetail")}
          autoComplete="off"
        />
        <Checkbox isSelected={hue !== null} onChange={(own) => form.set({ hue: own ? String(chosen) : "" })}>
          {t("branding.hueOwn")}
        </Checkbox>
        {hue !== null && (
          <div className="flex flex-col gap-1">
            <span className="flex justify-between text-small font-medium text-ink2">
              <label htmlFor={slider}>{t("branding.hue")}</label>
              <span aria-hidden="true">{number(hue)}°</span>
            </span>
            <input
              id={slider}
              type="range"
              min={0}
              max={359}
              value={hue}
              aria-valuetext={`${number(hue)}°`}
              onChange={({ target }) => {
                setChosen(Number(target.value));
                form.set({ hue: target.value });
              }}
              className="h-6 w-full accent-accent pointer-coarse:h-11"
            />
          </div>
        )}
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
      </div>
      <BrandPreview name={name} hue={hue} logo={organization.branding.logo} />
    </form>
  );
}
