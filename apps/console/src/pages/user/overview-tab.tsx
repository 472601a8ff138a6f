import type { User } from "@atrium/contracts";
import { Badge, CopyText } from "@atrium/ui";
import type { ReactNode } from "react";
import { useCan } from "../../api/session.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Moment } from "../../ui/moment.tsx";
import { AttributeFacts, useAttributes } from "./attributes-section.tsx";
import { GroupsSection } from "./groups-section.tsx";
import { OnboardingSection } from "./onboarding-section.tsx";
import { RolesSection } from "./roles-section.tsx";

export function OverviewTab({ person }: { person: User }) {
  const { t, date } = useI18n();
  const can = useCan();
  const attributes = useAttributes();
  const copyable = (text: string) => <CopyText text={text} copy={t("app.copy")} copied={t("app.copied")} />;
  return (
    <div className="grid gap-x-12 px-4 pb-10 sm:px-6 md:grid-cols-2">
      <div className="max-md:border-b max-md:border-line">
        <Section title={t("user.section.person")}>
          <Facts
            facts={[
              { name: t("field.firstName"), value: person.firstName },
              { name: t("field.lastName"), value: person.lastName },
              { name: t("field.email"), value: copyable(person.email) },
              { name: t("field.phone"), value: person.phone === null ? null : copyable(person.phone) },
              {
                name: t("field.birthDate"),
                value: person.birthDate === null ? null : date(person.birthDate),
              },
              { name: t("field.locale"), value: person.locale },
              { name: t("field.timeZone"), value: person.timeZone },
              { name: t("field.website"), value: person.website },
              { name: t("field.bio"), value: person.bio },
            ]}
          />
        </Section>
      </div>
      <div>
        <Section title={t("user.section.work")}>
          <Facts
            facts={[
              { name: t("field.title"), value: person.title },
              { name: t("field.department"), value: person.department },
              { name: t("field.employeeNumber"), value: person.employeeNumber },
              {
                name: t("field.tags"),
                value:
                  person.tags.length === 0
                    ? null
                    : person.tags.map((tag) => (
                        <Badge key={tag} tone="dashed">
                          {tag}
                        </Badge>
                      )),
              },
            ]}
          />
        </Section>
        {attributes.length > 0 && (
          <Section title={t("user.section.attributes")}>
            <AttributeFacts person={person} attributes={attributes} />
          </Section>
        )}
        <Section title={t("user.section.roles")}>
          <RolesSection person={person} />
        </Section>
        {can("groups:read") && (
          <Section title={t("user.section.groups")}>
            <GroupsSection person={person} />
          </Section>
        )}
        {can("onboarding:read") && person.status !== "deleted" && (
          <Section title={t("nav.onboarding")}>
            <OnboardingSection person={person} />
          </Section>
        )}
        <Section title={t("user.section.record")}>
          <Facts
            facts={[
              { name: t("field.id"), value: copyable(person.id) },
              { name: t("field.externalId"), value: person.externalId },
              { name: t("field.source"), value: person.source },
              { name: t("field.reason"), value: person.statusReason },
              {
                name: t("field.lastLoginAt"),
                value: <Moment iso={person.lastLoginAt} none={t("users.never")} />,
              },
              { name: t("field.createdAt"), value: <Moment iso={person.createdAt} none="" /> },
              { name: t("field.updatedAt"), value: <Moment iso={person.updatedAt} none="" /> },
            ]}
          />
        </Section>
      </div>
    </div>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="border-b border-line py-6 last:border-b-0">
      <h2 className="pb-3 font-serif text-title font-medium">{title}</h2>
      {children}
    </section>
  );
}
