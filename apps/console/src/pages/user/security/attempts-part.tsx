import { listUserAttempts } from "@atrium/contracts";
import { useState } from "react";
import { useOperation } from "../../../api/operation.ts";
import { useI18n } from "../../../i18n/i18n-context.tsx";
import { AttemptList } from "../../../ui/attempt-list.tsx";
import { Loaded } from "../../../ui/loaded.tsx";
import { Section } from "../../../ui/section.tsx";
import { SmallPager } from "../../../ui/small-pager.tsx";

export function AttemptsPart({ id }: { id: string }) {
  const { t } = useI18n();
  const [cursor, setCursor] = useState<string | null>(null);
  const attempts = useOperation(
    listUserAttempts,
    { params: { id }, query: { limit: 10, ...(cursor !== null && { cursor }) } },
    { keepPrevious: true },
  );
  return (
    <Section title={t("userSecurity.attempts")} detail={t("userSecurity.attemptsDetail")}>
      <Loaded query={attempts} permission="security:read">
        {(page) => (
          <>
            <AttemptList attempts={page.items} label={t("userSecurity.attempts")} />
            <SmallPager page={page} onCursor={setCursor} />
          </>
        )}
      </Loaded>
    </Section>
  );
}
