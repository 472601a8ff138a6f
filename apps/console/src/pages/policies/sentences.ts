import type { I18n } from "../../i18n/i18n-context.tsx";
import type { PolicySettings } from "./policy-types.ts";

const minutesOfDay = 1440;
const minutesOfHour = 60;
const hoursOfDay = 24;

/** The rules in plain words, as they would be read to somebody. */
export function mfaSays({ mfa }: PolicySettings, { t, date, tag }: I18n): string {
  if (mfa.mode !== "required") return t(`policies.mfa.says.${mfa.mode}`);
  const who =
    mfa.roles === null
      ? t("policies.mfa.says.everyone")
      : t("policies.mfa.says.roles", {
          roles: new Intl.ListFormat(tag, { type: "disjunction" }).format(mfa.roles),
        });
  return mfa.requiredFrom === null
    ? t("policies.mfa.says.required", { who })
    : t("policies.mfa.says.requiredFrom", { who, when: date(mfa.requiredFrom) });
}

export function passwordSays({ password }: PolicySettings, { t }: I18n): string {
  const composed =
    password.requireUpper || password.requireLower || password.requireDigit || password.requireSymbol;
  return [
    t("policies.password.says", { length: password.minLength }),
    composed ? t("policies.password.says.composed") : t("policies.password.says.free"),
    password.history > 0 ? t("policies.password.says.history", { count: password.history }) : "",
    password.maxAgeDays === null
      ? t("policies.password.says.ageless")
      : t("policies.password.says.age", { days: password.maxAgeDays }),
  ]
    .filter(Boolean)
    .join(" ");
}

export function sessionSays({ session, trustedDeviceDays }: PolicySettings, { t }: I18n): string {
  const { idleMinutes, absoluteHours, rememberDays } = session;
  const idle =
    idleMinutes % minutesOfDay === 0
      ? t("policies.days", { count: idleMinutes / minutesOfDay })
      : t("policies.minutes", { count: idleMinutes });
  const most =
    absoluteHours % hoursOfDay === 0
      ? t("policies.days", { count: absoluteHours / hoursOfDay })
      : t("policies.hours", { count: absoluteHours });
  // Where the whole comes first, nobody ever meets the idle time.
  const isIdleMet = idleMinutes < absoluteHours * minutesOfHour;
  return [
    isIdleMet ? t("policies.session.says", { idle, most }) : t("policies.session.says.most", { most }),
    rememberDays > 0
      ? t("policies.session.says.remember", { days: rememberDays })
      : t("policies.session.says.noRemember"),
    trustedDeviceDays > 0
      ? t("policies.session.says.trust", { days: trustedDeviceDays })
      : t("policies.session.says.noTrust"),
  ].join(" ");
}

export function lockoutSays({ lockout }: PolicySettings, { t }: I18n): string {
  return t("policies.lockout.says", { attempts: lockout.attempts, minutes: lockout.windowMinutes });
}

export function registrationSays({ registration }: PolicySettings, { t }: I18n): string {
  return t(`policies.registration.says.${registration.mode}`, { domains: registration.domains.join(", ") });
}

export function ssoSays({ sso }: PolicySettings, { t }: I18n): string {
  return t(sso.enforced ? "policies.sso.says.enforced" : "policies.sso.says.free");
}

export function responsesSay(_rules: PolicySettings, { t }: I18n): string {
  return t("policies.responses.says");
}
