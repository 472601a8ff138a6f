import { factorKinds } from "@atrium/contracts";
import { Checkbox, Select, Switch, TextField } from "@atrium/ui";
import { useId } from "react";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { RoleChoice } from "../../ui/role-choice.tsx";
import type { FieldsProps } from "./parts.tsx";

const modes = ["off", "optional", "required"] as const;

export function MfaFields({ rules: { mfa }, set, isDisabled, errors }: FieldsProps) {
  const { t } = useI18n();
  const id = useId();
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <Select
          label={t("policies.mfa.mode")}
          placeholder={t("policies.mfa.mode")}
          value={mfa.mode}
          isDisabled={isDisabled}
          error={errors["mfa.mode"]}
          options={modes.map((mode) => ({ id: mode, label: t(`policies.mfa.${mode}`) }))}
          onChange={(chosen) => {
            const mode = modes.find((one) => one === chosen);
            if (mode !== undefined) set({ mfa: { mode } });
          }}
        />
        {mfa.mode === "required" && (
          <TextField
            label={t("policies.mfa.requiredFrom")}
            description={t("policies.mfa.requiredFromHelp")}
            type="date"
            isDisabled={isDisabled}
            error={errors["mfa.requiredFrom"]}
            value={mfa.requiredFrom ?? ""}
            onChange={(day) => set({ mfa: { requiredFrom: day === "" ? null : day } })}
          />
        )}
      </div>
      {mfa.mode === "required" && (
        <div className="flex flex-col gap-3">
          <Switch
            isSelected={mfa.roles === null}
            isDisabled={isDisabled}
            onChange={(everyone) => set({ mfa: { roles: everyone ? null : ["admin"] } })}
          >
            {t("policies.mfa.everyone")}
          </Switch>
          {mfa.roles !== null && !isDisabled && (
            <RoleChoice
              label={t("policies.mfa.roles")}
              chosen={mfa.roles}
              bounded={false}
              onChange={(roles) => roles.length > 0 && set({ mfa: { roles: [...roles] } })}
            />
          )}
        </div>
      )}
      <div role="group" aria-labelledby={id} className="flex flex-col gap-1">
        <span id={id} className="text-small font-medium text-ink2">
          {t("policies.mfa.factors")}
        </span>
        <div className="flex flex-wrap gap-x-5 gap-y-1">
          {factorKinds.map((kind) => {
            const only = mfa.factors.length === 1 && mfa.factors[0] === kind;
            return (
              <Checkbox
                key={kind}
                isSelected={mfa.factors.includes(kind)}
                isDisabled={isDisabled || only}
                onChange={(chosen) =>
                  set({
                    mfa: {
                      factors: factorKinds.filter((one) =>
                        one === kind ? chosen : mfa.factors.includes(one),
                      ),
                    },
                  })
                }
              >
                {t(`factor.${kind}`)}
              </Checkbox>
            );
          })}
        </div>
      </div>
    </>
  );
}
