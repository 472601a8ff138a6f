import { listOwnAttempts } from "@atrium/contracts";
import { Button } from "@atrium/ui";
import { useState } from "react";
import { useOperation } from "../../../api/operation.ts";
import { useI18n } from "../../../i18n/i18n-context.tsx";
import { AttemptList } from "../../../ui/attempt-list.tsx";
import { Loaded } from "../../../ui/loaded.tsx";
import { Section } from "../../../ui/section.tsx";

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
        {({ items, next, previous }) => (
          <>
            <AttemptList attempts={items} label={t("me.attempts")} />
            {(previous !== null || next !== null) && (
              <div className="flex gap-2 pt-4">
                <Button isDisabled={previous === null} onPress={() => setCursor(previous)}>
                  {t("users.previousPage")}
                </Button>
                <Button isDisabled={next === null} onPress={() => setCursor(next)}>
                  {t("users.nextPage")}
                </Button>
              </div>
            )}
          </>
        )}
      </Loaded>
    </Section>
  );
}
