import { ArchMark } from "@atrium/ui";
import { useEffect, type ReactNode } from "react";
import { useI18n } from "../i18n/i18n-context.tsx";
import { ThemeControl } from "./theme-control.tsx";

/** The one card of sign-in and set-up. */
export function CardPage({
  title,
  detail,
  children,
}: {
  title: string;
  detail?: string;
  children: ReactNode;
}) {
  const { t } = useI18n();
  useEffect(() => {
    document.title = `${title} · ${t("app.name")}`;
  }, [title, t]);
  return (
    <main className="flex min-h-dvh flex-col items-center gap-6 p-4 pt-[12vh]">
      <ArchMark className="size-9 text-accent" />
      <section className="w-full max-w-95 rounded-sheet border border-line bg-sheet p-6 sm:p-8">
        <h1 className="font-serif text-number font-medium">{title}</h1>
        {detail !== undefined && <p className="pt-1 text-ink2">{detail}</p>}
        <div className="pt-5">{children}</div>
      </section>
      <ThemeControl />
    </main>
  );
}
