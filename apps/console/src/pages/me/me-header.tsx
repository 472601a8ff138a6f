import { useEffect, type ReactNode } from "react";
import { useI18n } from "../../i18n/i18n-context.tsx";

export function MeHeader({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useI18n();
  useEffect(() => {
    document.title = `${title} · ${t("app.name")}`;
  }, [title, t]);
  return (
    <header className="pt-6 pb-5">
      <h1 className="font-serif text-page font-medium">{title}</h1>
      <p className="pt-1 text-ink2">{children}</p>
    </header>
  );
}
