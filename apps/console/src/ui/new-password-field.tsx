import { PasswordMeter } from "@atrium/ui";
import type { ContractForm } from "../api/use-contract-form.ts";
import { useI18n } from "../i18n/i18n-context.tsx";
import { FormTextField } from "./form-field.tsx";

/** A password to be: how strong it is, told while it is typed. */
export function NewPasswordField({
  form,
  name = "newPassword",
  known = [],
  autoFocus = false,
  description,
}: {
  form: ContractForm;
  name?: string;
  /** What others know of the person. */
  known?: readonly string[];
  autoFocus?: boolean;
  description?: string;
}) {
  const { t } = useI18n();
  const password = form.values[name] ?? "";
  return (
    <div className="flex flex-col gap-2">
      <FormTextField
        form={form}
        name={name}
        type="password"
        autoComplete="new-password"
        autoFocus={autoFocus}
        {...(description !== undefined && { description })}
      />
      {password !== "" && (
        <PasswordMeter
          password={password}
          context={{ known }}
          label={t("strength.label")}
          describe={({ reasonCode }) => t(`strength.${reasonCode}`)}
        />
      )}
    </div>
  );
}
