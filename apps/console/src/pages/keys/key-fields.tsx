import { listApiPlans } from "@atrium/contracts";
import { Select, TextField } from "@atrium/ui";
import type { ReactNode } from "react";
import { useOperation } from "../../api/operation.ts";
import { useCan } from "../../api/session.ts";
import type { ContractForm } from "../../api/use-contract-form.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { FormTextField } from "../../ui/form-field.tsx";
import { lifetimes, linesOf } from "./key-values.ts";
import { ScopeChoice } from "./scope-choice.tsx";

export function KeyFields({ form, children }: { form: ContractForm; children?: ReactNode }) {
  const { t, number } = useI18n();
  const can = useCan();
  const plans = useOperation(listApiPlans, undefined, { enabled: can("api_keys:read") });
  const plan = plans.data?.items.find(({ current }) => current);
  const scopes = form.field("scopes");
  const expires = form.field("expiresAt");
  const lifetime = form.values["lifetime"] ?? "never";
  return (
    <>
      <FormTextField form={form} name="name" autoFocus autoComplete="off" />
      {children}
      <ScopeChoice
        chosen={linesOf(scopes.value)}
        onChange={(chosen) => scopes.onChange(chosen.join("\n"))}
        error={scopes.error === t("form.missing") ? t("keys.scopesNone") : scopes.error}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Select
          label={t("keys.expiry")}
          placeholder={t("keys.expiry.never")}
          value={lifetime}
          error={lifetime === "date" ? undefined : expires.error}
          onChange={(value) => form.set({ lifetime: value })}
          options={lifetimes.map((id) => ({
            id,
            label:
              id === "never" || id === "date"
                ? t(`keys.expiry.${id}`)
                : id === "365"
                  ? t("keys.expiry.year")
                  : t("keys.expiry.days", { count: id }),
          }))}
        />
        {lifetime === "date" && (
          <TextField
            label={t("keys.expiry.on")}
            type="date"
            value={expires.value}
            onChange={expires.onChange}
            error={expires.error}
          />
        )}
      </div>
      <FormTextField
        form={form}
        name="allowedAddresses"
        label={t("keys.addresses")}
        description={t("keys.addressesHint")}
        multiline
      />
      <FormTextField
        form={form}
        name="callsPerMinute"
        label={t("keys.calls")}
        autoComplete="off"
        className="sm:max-w-60"
        {...(plan !== undefined && {
          description: t("keys.callsHint", { most: number(plan.callsPerMinute), plan: plan.name }),
        })}
      />
    </>
  );
}
