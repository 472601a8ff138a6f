import { Link } from "@tanstack/react-router";
import { useI18n } from "../../i18n/i18n-context.tsx";

export function DirectoriesCrumb({ organization }: { organization: string }) {
  const { t } = useI18n();
  return (
    <Link
      to="/o/$org/settings/directories"
      params={{ org: organization }}
      className="hover:text-ink hover:underline"
    >
      {t("nav.directories")}
    </Link>
  );
}
