import { previewPolicy } from "@atrium/contracts";
import { Banner } from "@atrium/ui";
import { useEffect, useEffectEvent } from "react";
import { useOperation } from "../../api/operation.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { ProblemBanner } from "../../ui/problem-banner.tsx";
import { PersonLink } from "../../ui/person-link.tsx";
import { useAtRest } from "../../ui/use-at-rest.ts";
import { useOrganizationSlug } from "../../api/organization-context.tsx";
import type { PolicyDraft } from "./draft.ts";

const kinds = ["withoutFactor", "passwordTooOld", "sessionsEnding"] as const;

/** Whom the change would concern, before it is made. */
export function Preview({
  changes,
  onLocksOut,
}: {
  changes: PolicyDraft;
  onLocksOut: (locksOut: boolean) => void;
}) {
  const { t, number } = useI18n();
  const organization = useOrganizationSlug() ?? "";
  const asked = useAtRest(changes);
  const preview = useOperation(previewPolicy, { body: asked }, { keepPrevious: true });
  const locksOut = preview.data?.locksYouOut === true;
  const tell = useEffectEvent(onLocksOut);
  useEffect(() => {
    tell(locksOut);
    return () => tell(false);
  }, [locksOut]);
  if (preview.error !== null) return <ProblemBanner error={preview.error} />;
  const { data } = preview;
  if (data === undefined) {
    return (
      <Banner tone="info">
        <p className="text-ink2">{t("policies.preview.asking")}</p>
      </Banner>
    );
  }
  const concerned = kinds.filter((kind) => data[kind].count > 0);
  return (
    <Banner tone={locksOut ? "bad" : concerned.length > 0 ? "warn" : "ok"} urgent={locksOut}>
      <div className="flex flex-col gap-2" aria-busy={preview.isPlaceholderData}>
        {locksOut && <p className="font-medium">{t("policies.preview.locksYouOut")}</p>}
        {concerned.length === 0 && !locksOut && <p>{t("policies.preview.nobody")}</p>}
        {concerned.map((kind) => {
          const { count, atLeast, people } = data[kind];
          return (
            <div key={kind}>
              <p className="font-medium">
                {atLeast
                  ? t(`policies.preview.${kind}AtLeast`, { count: number(count) })
                  : t(`policies.preview.${kind}`, { count })}
              </p>
              <ul className="flex flex-wrap gap-x-3 text-small text-ink2">
                {people.map(({ id, displayName }) => (
                  <li key={id}>
                    <PersonLink id={id} organization={organization}>
                      {displayName}
                    </PersonLink>
                  </li>
                ))}
                {count > people.length && <li>{t("users.more", { count: count - people.length })}</li>}
              </ul>
            </div>
          );
        })}
      </div>
    </Banner>
  );
}
