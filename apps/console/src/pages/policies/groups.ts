import type { ComponentType } from "react";
import type { I18n } from "../../i18n/i18n-context.tsx";
import type { MessageKey } from "../../messages/en.ts";
import { LockoutFields, PasswordFields, RegistrationFields, SessionFields, SsoFields } from "./fields.tsx";
import { MfaFields } from "./mfa-fields.tsx";
import type { FieldsProps } from "./parts.tsx";
import { ResponseFields } from "./response-fields.tsx";
import type { PolicySettings } from "./policy-types.ts";
import {
  lockoutSays,
  mfaSays,
  passwordSays,
  registrationSays,
  responsesSay,
  sessionSays,
  ssoSays,
} from "./sentences.ts";

export type PolicyGroupInfo = {
  readonly id: string;
  readonly title: MessageKey;
  /** The rule in plain words. */
  readonly sentence: (rules: PolicySettings, i18n: I18n) => string;
  readonly Fields: ComponentType<FieldsProps>;
};

export const policyGroups: readonly PolicyGroupInfo[] = [
  { id: "mfa", title: "policies.mfa", sentence: mfaSays, Fields: MfaFields },
  { id: "password", title: "policies.password", sentence: passwordSays, Fields: PasswordFields },
  { id: "session", title: "policies.session", sentence: sessionSays, Fields: SessionFields },
  { id: "lockout", title: "policies.lockout", sentence: lockoutSays, Fields: LockoutFields },
  {
    id: "registration",
    title: "policies.registration",
    sentence: registrationSays,
    Fields: RegistrationFields,
  },
  { id: "sso", title: "policies.sso", sentence: ssoSays, Fields: SsoFields },
  { id: "responses", title: "policies.responses", sentence: responsesSay, Fields: ResponseFields },
];
