import type { Consent } from "@atrium/contracts";
import { useI18n } from "../i18n/i18n-context.tsx";
import { Moment } from "./moment.tsx";

/** The wording in force, and every answer that is still told, the latest first. */
export function ConsentHistory({
  consent,
  nameOf,
}: {
  consent: Consent;
  /** Who wrote an answer down for somebody; null where it was the person. */
  nameOf: (id: string) => string | null;
}) {
  const { t } = useI18n();
  return (
    <details className="text-small">
      <summary className="w-fit cursor-default rounded-small py-0.5 text-accent hover:underline">
        {t("consents.more", { count: consent.answers.length })}
      </summary>
      <p dir="auto" className="pt-1.5 pb-2 whitespace-pre-wrap text-ink2">
        {consent.wording}
      </p>
      <ul className="flex flex-col gap-1 border-s border-line ps-3">
        {consent.answers.map(({ given, wordingVersion, at, givenBy, evidence }) => {
          const by = givenBy === null ? null : nameOf(givenBy);
          return (
            <li key={at}>
              <span className="text-ink">{t(given ? "consents.given" : "consents.refused")}</span>{" "}
              <Moment iso={at} none="" /> · {t("consents.wordingVersion", { version: wordingVersion })}
              {by !== null && <> · {t("consents.by", { name: by })}</>}
              {evidence !== null && (
                <>
                  {" · "}
                  <bdi>{evidence}</bdi>
                </>
              )}
            </li>
          );
        })}
      </ul>
    </details>
  );
}
