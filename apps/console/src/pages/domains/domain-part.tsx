import { releaseDomain, verifyDomain, type OrganizationDomain } from "@atrium/contracts";
import { Banner, Button, CopyText, Mark } from "@atrium/ui";
import { useVerb } from "../../api/use-verb.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import type { AskFirst } from "../../ui/confirm-dialog.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Section } from "../../ui/section.tsx";

const tones = { pending: "info", verified: "ok", failing: "warn", released: "quiet" } as const;

/** A domain, and as long as it is not proven, what proves it. */
export function DomainPart({
  domain,
  mayManage,
  ask,
}: {
  domain: OrganizationDomain;
  mayManage: boolean;
  ask: AskFirst;
}) {
  const { t, relative } = useI18n();
  const { id, shownAs, state, record, file, verifiedAt, failingSince } = domain;
  const params = { id };
  const verify = useVerb(verifyDomain, t("domains.proven", { domain: shownAs }));
  const release = useVerb(releaseDomain, t("domains.released", { domain: shownAs }));
  const copyable = (text: string) => <CopyText text={text} copy={t("app.copy")} copied={t("app.copied")} />;
  return (
    <Section
      title={shownAs}
      detail={
        <span className="flex flex-wrap items-center gap-x-4">
          <Mark tone={tones[state]}>{t(`domains.state.${state}`)}</Mark>
          {verifiedAt !== null && t("domains.verifiedAt", { when: relative(verifiedAt) })}
        </span>
      }
      action={
        mayManage && (
          <Button
            kind="danger"
            size="small"
            aria-label={t("domains.releaseOf", { domain: shownAs })}
            isPending={release.isPending}
            onPress={() =>
              ask({
                title: t("domains.releaseTitle", { domain: shownAs }),
                detail: t("domains.releaseDetail"),
                submit: t("domains.release"),
                onConfirm: () => release.run({ params }),
              })
            }
          >
            {t("domains.release")}
          </Button>
        )
      }
    >
      {failingSince !== null && (
        <Banner tone="warn">{t("domains.failingSince", { when: relative(failingSince) })}</Banner>
      )}
      {state !== "verified" && mayManage && (
        <div className="grid gap-6 pt-2">
          <div className="flex flex-col gap-3">
            <h3 className="font-medium">{t("domains.byDns")}</h3>
            <Facts
              facts={[
                { name: t("domains.name"), value: copyable(record.name) },
                { name: t("domains.value"), value: copyable(record.value) },
              ]}
            />
            <div>
              <Button
                size="small"
                isPending={verify.isPending}
                onPress={() => verify.run({ params, body: { method: "dns" } })}
              >
                {t("domains.checkDns")}
              </Button>
            </div>
          </div>
          <div className="flex flex-col gap-3">
            <h3 className="font-medium">{t("domains.byFile")}</h3>
            <Facts
              facts={[
                { name: t("domains.address"), value: copyable(file.url) },
                { name: t("domains.content"), value: copyable(file.content) },
              ]}
            />
            <div>
              <Button
                size="small"
                isPending={verify.isPending}
                onPress={() => verify.run({ params, body: { method: "file" } })}
              >
                {t("domains.checkFile")}
              </Button>
            </div>
          </div>
        </div>
      )}
    </Section>
  );
}
