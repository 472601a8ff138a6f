import { testConnection } from "@atrium/contracts";
import { Banner, Button } from "@atrium/ui";
import { useOperationAction } from "../../api/operation.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { ProblemBanner } from "../../ui/problem-banner.tsx";
import { Section } from "../../ui/section.tsx";

/** Asks the provider itself, before anybody stands at its door. */
export function ConnectionTest({ id }: { id: string }) {
  const { t } = useI18n();
  const test = useOperationAction(testConnection);
  return (
    <Section
      title={t("directories.test")}
      detail={t("directories.testDetail")}
      action={
        <Button isPending={test.isPending} onPress={() => test.mutate({ request: { params: { id } } })}>
          {t("directories.testNow")}
        </Button>
      }
    >
      <ProblemBanner error={test.error} />
      {test.data !== undefined && (
        <Banner tone={test.data.ok ? (test.data.findings.length > 0 ? "warn" : "ok") : "bad"}>
          <p className="font-medium">{t(test.data.ok ? "directories.testOk" : "directories.testBad")}</p>
          <ul className="list-disc ps-5 text-ink2">
            {test.data.findings.map(({ level, detail }) => (
              <li key={detail}>
                {t(`directories.finding.${level}`)}: {detail}
              </li>
            ))}
          </ul>
        </Banner>
      )}
    </Section>
  );
}
