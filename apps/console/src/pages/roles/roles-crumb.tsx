import { Link } from "@tanstack/react-router";
import { useI18n } from "../../i18n/i18n-context.tsx";

export function RolesCrumb({ organization }: { organization: string }) {
  const { t } = useI18n();
  return (
    <Link to="/o/$org/roles" params={{ org: organization }} className="hover:text-ink hover:underline">
      {t("nav.roles")}
    </Link>
  );
}
