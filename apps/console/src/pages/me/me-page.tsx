import { updateAccount } from "@atrium/contracts";
import { ArchMark, buttonClass, Segmented, Select } from "@atrium/ui";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useOperationAction } from "../../api/operation.ts";
import { useSession } from "../../api/session.ts";
import { useApp } from "../../app/app-context.tsx";
import { densities, usePreferences } from "../../app/preferences.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { locales } from "../../i18n/locales.ts";
import { ThemeControl } from "../../ui/theme-control.tsx";
import { PasswordForm } from "./password-form.tsx";

export function MePage() {
  const { t, date } = useI18n();
  const { data } = useSession();
  if (data === undefined) return null;
  return (
    <div className="min-h-dvh p-2.5">
      <main className="mx-auto max-w-200 rounded-sheet border border-line bg-sheet px-4 sm:px-8">
        <header className="flex items-start gap-4 pt-6 pb-5">
          <ArchMark className="mt-2 shrink-0 text-accent" />
          <div>
            <h1 className="font-serif text-page font-medium">{t("me.title")}</h1>
            <p className="pt-1 text-ink2">
              {t("me.summary", { email: data.account.email, when: date(data.session.createdAt) })}
            </p>
          </div>
        </header>
        <Section title={t("me.organizations")}>
          <ul>
            {data.memberships.map((place) => (
              <li
                key={place.organizationId}
                className="flex min-h-row items-center justify-between border-b border-line last:border-b-0"
              >
                <span>
                  <bdi className="font-semibold">{place.name}</bdi>{" "}
                  {place.platform && <span className="text-small text-ink3">{t("nav.platform")}</span>}
                </span>
                <Link
                  to="/o/$org/home"
                  params={{ org: place.slug }}
                  className={buttonClass({ size: "small" })}
                >
                  {t("me.open")}
                </Link>
              </li>
            ))}
          </ul>
        </Section>
        <Section title={t("me.appearance")}>
          <Appearance />
        </Section>
        <Section title={t("me.password")}>
          <PasswordForm />
        </Section>
      </main>
    </div>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="border-t border-line py-6">
      <h2 className="pb-3 font-serif text-title font-medium">{title}</h2>
      {children}
    </section>
  );
}

function Appearance() {
  const { t, locale } = useI18n();
  const { preferences } = useApp();
  const { density } = usePreferences(preferences);
  const save = useOperationAction(updateAccount);
  return (
    <div className="flex flex-wrap items-end gap-6">
      <div className="flex flex-col gap-1">
        <span className="text-small font-medium text-ink2">{t("theme.label")}</span>
        <ThemeControl />
      </div>
      <div className="flex flex-col gap-1">
        <span className="text-small font-medium text-ink2">{t("density.label")}</span>
        <Segmented
          label={t("density.label")}
          value={density}
          onChange={(chosen) => preferences.set({ density: chosen })}
          segments={densities.map((id) => ({ id, label: t(`density.${id}`) }))}
        />
      </div>
      <Select
        className="w-48"
        label={t("language.label")}
        placeholder={t("language.label")}
        value={locale}
        onChange={(id) => {
          preferences.set({ locale: id });
          save.mutate({ request: { body: { locale: id } } });
        }}
        options={locales
          .filter(({ id }) => id !== "en-XA" || locale === "en-XA")
          .map(({ id, name }) => ({ id, label: name }))}
      />
    </div>
  );
}
