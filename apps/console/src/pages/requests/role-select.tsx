import { listRoles } from "@atrium/contracts";
import { Select } from "@atrium/ui";
import { useOperation } from "../../api/operation.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";

/** One role that is only named, not given. */
export function RoleSelect({
  value,
  error,
  onChange,
}: {
  value: string | null;
  error?: string | undefined;
  onChange: (slug: string) => void;
}) {
  const { t } = useI18n();
  const roles = useOperation(listRoles, { query: { limit: 200 } });
  return (
    <Select
      label={t("requests.role")}
      placeholder={t("requests.role.choose")}
      value={value}
      error={error}
      options={(roles.data?.items ?? []).map(({ slug, name }) => ({ id: slug, label: name }))}
      onChange={onChange}
    />
  );
}
