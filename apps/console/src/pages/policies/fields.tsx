import { Checkbox, Select, Switch, TextField } from "@atrium/ui";
import { useId, useState } from "react";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { WholeNumber, type FieldsProps } from "./parts.tsx";

const modes = ["open", "domain", "invitation", "closed"] as const;
const kinds = ["requireUpper", "requireLower", "requireDigit", "requireSymbol"] as const;

export function RegistrationFields({ rules: { registration }, set, isDisabled, errors }: FieldsProps) {
  const { t } = useI18n();
  const [domains, setDomains] = useState<string | null>(null);
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Select
        label={t("policies.registration.mode")}
        placeholder={t("policies.registration.mode")}
        value={registration.mode}
        isDisabled={isDisabled}
        error={errors["registration.mode"]}
        options={modes.map((id) => ({ id, label: t(`policies.registration.${id}`) }))}
        onChange={(chosen) => {
          const mode = modes.find((one) => one === chosen);
          if (mode !== undefined) set({ registration: { mode } });
        }}
      />
      {registration.mode === "domain" && (
        <TextField
          label={t("policies.registration.domains")}
          description={t("field.tagsHelp")}
          isDisabled={isDisabled}
          error={errors["registration.domains"]}
          value={domains ?? registration.domains.join(", ")}
          onChange={(text) => {
            setDomains(text);
            set({
              registration: {
                domains: text
                  .split(",")
                  .map((one) => one.trim())
                  .filter(Boolean),
              },
            });
          }}
          onBlur={() => setDomains(null)}
        />
      )}
    </div>
  );
}

export function PasswordFields({ rules: { password }, set, isDisabled, errors }: FieldsProps) {
  const { t } = useI18n();
  const id = useId();
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-3">
        <WholeNumber
          label={t("policies.password.minLength")}
          value={password.minLength}
          from={8}
          to={128}
          isDisabled={isDisabled}
          error={errors["password.minLength"]}
          onChange={(minLength) => set({ password: { minLength } })}
        />
        <WholeNumber
          label={t("policies.password.history")}
          value={password.history}
          from={0}
          to={24}
          isDisabled={isDisabled}
          error={errors["password.history"]}
          onChange={(history) => set({ password: { history } })}
        />
        <WholeNumber
          label={t("policies.password.maxAgeDays")}
          description={t("policies.emptyIsNever")}
          optional
          value={password.maxAgeDays}
          from={1}
          to={3650}
          isDisabled={isDisabled}
          error={errors["password.maxAgeDays"]}
          onChange={(maxAgeDays) => set({ password: { maxAgeDays } })}
        />
      </div>
      <div role="group" aria-labelledby={id} className="flex flex-col gap-1">
        <span id={id} className="text-small font-medium text-ink2">
          {t("policies.password.composition")}
        </span>
        <div className="flex flex-wrap gap-x-5 gap-y-1">
          {kinds.map((kind) => (
            <Checkbox
              key={kind}
              isSelected={password[kind]}
              isDisabled={isDisabled}
              onChange={(chosen) => set({ password: { [kind]: chosen } })}
            >
              {t(`policies.password.${kind}`)}
            </Checkbox>
          ))}
        </div>
      </div>
    </>
  );
}

export function SessionFields({ rules, set, isDisabled, errors }: FieldsProps) {
  const { t } = useI18n();
  const { session, trustedDeviceDays } = rules;
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <WholeNumber
        label={t("policies.session.idleMinutes")}
        value={session.idleMinutes}
        from={5}
        to={43_200}
        isDisabled={isDisabled}
        error={errors["session.idleMinutes"]}
        onChange={(idleMinutes) => set({ session: { idleMinutes } })}
      />
      <WholeNumber
        label={t("policies.session.absoluteHours")}
        value={session.absoluteHours}
        from={1}
        to={2160}
        isDisabled={isDisabled}
        error={errors["session.absoluteHours"]}
        onChange={(absoluteHours) => set({ session: { absoluteHours } })}
      />
      <WholeNumber
        label={t("policies.session.rememberDays")}
        description={t("policies.zeroIsNone")}
        value={session.rememberDays}
        from={0}
        to={90}
        isDisabled={isDisabled}
        error={errors["session.rememberDays"]}
        onChange={(rememberDays) => set({ session: { rememberDays } })}
      />
      <WholeNumber
        label={t("policies.session.trustedDeviceDays")}
        description={t("policies.zeroIsNone")}
        value={trustedDeviceDays}
        from={0}
        to={90}
        isDisabled={isDisabled}
        error={errors["trustedDeviceDays"]}
        onChange={(days) => set({ trustedDeviceDays: days })}
      />
    </div>
  );
}

export function LockoutFields({ rules: { lockout }, set, isDisabled, errors }: FieldsProps) {
  const { t } = useI18n();
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <WholeNumber
        label={t("policies.lockout.attempts")}
        value={lockout.attempts}
        from={3}
        to={100}
        isDisabled={isDisabled}
        error={errors["lockout.attempts"]}
        onChange={(attempts) => set({ lockout: { attempts } })}
      />
      <WholeNumber
        label={t("policies.lockout.windowMinutes")}
        value={lockout.windowMinutes}
        from={1}
        to={1440}
        isDisabled={isDisabled}
        error={errors["lockout.windowMinutes"]}
        onChange={(windowMinutes) => set({ lockout: { windowMinutes } })}
      />
    </div>
  );
}

export function SsoFields({ rules: { sso }, set, isDisabled }: FieldsProps) {
  const { t } = useI18n();
  return (
    <Switch
      isSelected={sso.enforced}
      isDisabled={isDisabled}
      onChange={(enforced) => set({ sso: { enforced } })}
    >
      {t("policies.sso.enforced")}
    </Switch>
  );
}
