import { connectionPresets } from "@atrium/contracts";
import { Select, Switch } from "@atrium/ui";
import type { ContractForm } from "../../api/use-contract-form.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { FormTextField } from "../../ui/form-field.tsx";
import { Section } from "../../ui/section.tsx";
import { kindOf, presetOf, settingTexts } from "./connection-values.ts";

function FormSwitch({ form, name, label }: { form: ContractForm; name: string; label: string }) {
  return (
    <Switch
      isSelected={form.values[name] === "yes"}
      onChange={(chosen) => form.set({ [name]: chosen ? "yes" : "" })}
    >
      {label}
    </Switch>
  );
}

/** What the provider is: its kind cannot be changed afterwards. */
export function ProviderFields({ form }: { form: ContractForm }) {
  const { t } = useI18n();
  return (
    <div className="grid gap-4 pb-4 sm:grid-cols-2">
      <Select
        label={t("field.kind")}
        placeholder={t("field.kind")}
        value={form.values["kind"] ?? null}
        options={[
          { id: "oidc", label: t("directories.kind.oidc") },
          { id: "saml", label: t("directories.kind.saml") },
        ]}
        onChange={(kind) => form.set({ kind, preset: "generic" })}
      />
      {kindOf(form.values) === "oidc" && (
        <Select
          label={t("field.preset")}
          placeholder={t("field.preset")}
          value={presetOf(form.values)}
          options={connectionPresets.map((id) => ({ id, label: t(`directories.preset.${id}`) }))}
          onChange={(preset) => form.set({ preset })}
        />
      )}
    </div>
  );
}

export function ConnectionFields({
  form,
  secrets,
}: {
  form: ContractForm;
  secrets: { clientSecret: boolean; privateKey: boolean };
}) {
  const { t } = useI18n();
  const kind = kindOf(form.values);
  const preset = presetOf(form.values);
  const secretHelp = (isSet: boolean) => t(isSet ? "directories.secretSet" : "directories.secretNone");
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <FormTextField form={form} name="name" autoComplete="off" className="sm:col-span-2" />
        {settingTexts(kind, preset).map((name) => (
          <FormTextField key={name} form={form} name={`settings.${name}`} autoComplete="off" />
        ))}
        {kind === "saml" ? (
          <FormTextField
            form={form}
            name="settings.certificates"
            multiline
            description={t("directories.certificatesHelp")}
            className="sm:col-span-2"
          />
        ) : (
          <FormTextField
            form={form}
            name="clientSecret"
            type="password"
            autoComplete="off"
            description={secretHelp(secrets.clientSecret)}
          />
        )}
        {kind === "oidc" && preset === "apple" && (
          <FormTextField
            form={form}
            name="privateKey"
            multiline
            description={secretHelp(secrets.privateKey)}
            className="sm:col-span-2"
          />
        )}
      </div>
      <Section title={t("directories.people")} detail={t("directories.peopleDetail")}>
        <div className="grid gap-4 sm:grid-cols-2">
          <FormTextField form={form} name="domains" description={t("directories.domainsHelp")} />
          <FormTextField form={form} name="defaultRole" description={t("directories.defaultRoleHelp")} />
          <FormTextField
            form={form}
            name="settings.attributes"
            description={t("directories.groupsHelp")}
            className="sm:col-span-2"
          />
          <FormTextField
            form={form}
            name="roleMap"
            multiline
            description={t("directories.roleMapHelp")}
            className="sm:col-span-2"
          />
        </div>
        <div className="flex flex-col gap-3 pt-4">
          <FormSwitch form={form} name="jit" label={t("directories.jit")} />
          <FormSwitch form={form} name="settings.trustsFactors" label={t("directories.trustsFactors")} />
          {kind === "saml" && (
            <FormSwitch form={form} name="allowIdpInitiated" label={t("directories.allowIdpInitiated")} />
          )}
        </div>
      </Section>
    </>
  );
}
