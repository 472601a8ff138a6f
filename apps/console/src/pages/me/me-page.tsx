import { updateAccount } from "@atrium/contracts";
import { buttonClass, Segmented, Select } from "@atrium/ui";
import { Link } from "@tanstack/react-router";
import { useOperationAction } from "../../api/operation.ts";
import { useSession } from "../../api/session.ts";
import { useApp } from "../../app/app-context.tsx";
import { densities, usePreferences } from "../../app/preferences.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { locales } from "../../i18n/locales.ts";
import { ThemeControl } from "../../ui/theme-control.tsx";
import { Section } from "../../ui/section.tsx";
import { MeHeader } from "./me-header.tsx";
import { OffersSection } from "./offers-section.tsx";
import { OnboardingSection } from "./onboarding-section.tsx";

/** Each is asked for by itself; whoever is in more looks at the others there. */
const mostPlaces = 10;

export function MePage() {
  const { t, date } = useI18n();
  const { data } = useSession();
  if (data === undefined) return null;
  return (
    <>
      <MeHeader title={t("me.title")}>
        {t("me.summary", { email: data.account.email, when: date(data.session.createdAt) })}
      </MeHeader>
      <OnboardingSection places={data.memberships.slice(0, mostPlaces)} />
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
              <Link to="/o/$org/home" params={{ org: place.slug }} className={buttonClass({ size: "small" })}>
                {t("me.open")}
              </Link>
            </li>
          ))}
        </ul>
      </Section>
      <OffersSection />
      <Section title={t("me.appearance")}>
        <Appearance />
      </Section>
    </>
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
