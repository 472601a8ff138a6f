import { proveDomain, type Connection } from "@atrium/contracts";
import { Button, CopyText, Mark } from "@atrium/ui";
import { useVerb } from "../../api/use-verb.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { Entries, Entry } from "../../ui/entries.tsx";
import { Section } from "../../ui/section.tsx";

/** Addresses of a proven domain are led to this provider. Until then the record that proves it is shown. */
export function DomainsPart({ connection, mayManage }: { connection: Connection; mayManage: boolean }) {
  const { t } = useI18n();
  const prove = useVerb(proveDomain, t("directories.proven"));
  const { id, domains } = connection;
  return (
    <Section title={t("field.domains")} detail={t("directories.domainsDetail")}>
      {domains.length === 0 ? (
        <p className="text-ink2">{t("directories.noDomains")}</p>
      ) : (
        <Entries label={t("field.domains")}>
          {domains.map(({ domain, provenAt, record }) => (
            <Entry
              key={domain}
              title={domain}
              mark={
                <Mark tone={provenAt === null ? "info" : "ok"}>
                  {t(provenAt === null ? "directories.unproven" : "directories.isProven")}
                </Mark>
              }
              detail={
                provenAt === null ? (
                  <span className="flex flex-col">
                    {t("directories.record")}
                    <CopyText text={record.name} copy={t("app.copy")} copied={t("app.copied")} />
                    <CopyText text={record.value} copy={t("app.copy")} copied={t("app.copied")} />
                  </span>
                ) : undefined
              }
              action={
                mayManage &&
                provenAt === null && (
                  <Button
                    size="small"
                    isPending={prove.isPending}
                    aria-label={t("directories.proveOf", { domain })}
                    onPress={() => prove.run({ params: { id }, body: { domain } })}
                  >
                    {t("directories.prove")}
                  </Button>
                )
              }
            />
          ))}
        </Entries>
      )}
    </Section>
  );
}
