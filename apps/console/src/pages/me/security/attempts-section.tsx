import { listOwnAttempts } from "@atrium/contracts";
import { useState } from "react";
import { useOperation } from "../../../api/operation.ts";
import { useI18n } from "../../../i18n/i18n-context.tsx";
import { AttemptList } from "../../../ui/attempt-list.tsx";
import { Loaded } from "../../../ui/loaded.tsx";
import { Section } from "../../../ui/section.tsx";
import { SmallPager } from "../../../ui/small-pager.tsx";

export function AttemptsSection() {
  const { t } = useI18n();
  const [cursor, setCursor] = useState<string | null>(null);
  const attempts = useOperation(
    listOwnAttempts,
    { query: { limit: 10, ...(cursor !== null && { cursor }) } },
    { keepPrevious: true },
  );
  return (
    <Section title={t("me.attempts")} detail={t("me.attemptsDetail")}>
      <Loaded query={attempts}>
        {(page) => (
          <>
            <AttemptList attempts={page.items} label={t("me.attempts")} />
            <SmallPager page={page} onCursor={setCursor} />
          </>
        )}
      </Loaded>
    </Section>
  );
}
