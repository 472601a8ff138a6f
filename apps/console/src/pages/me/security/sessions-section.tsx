import { endOtherSessions, endSession, listSessions } from "@atrium/contracts";
import { Button } from "@atrium/ui";
import { useState } from "react";
import { useActions } from "../../../actions/use-actions.ts";
import { useOperation } from "../../../api/operation.ts";
import { useVerb } from "../../../api/use-verb.ts";
import { useI18n } from "../../../i18n/i18n-context.tsx";
import { ConfirmDialog } from "../../../ui/confirm-dialog.tsx";
import { Loaded } from "../../../ui/loaded.tsx";
import { Section } from "../../../ui/section.tsx";
import { SessionList } from "../../../ui/session-list.tsx";

/** Not everybody hears of sessions as they begin; nobody should have to reload for it. */
const againMilliseconds = 20_000;

export function SessionsSection() {
  const { t } = useI18n();
  const [asking, setAsking] = useState(false);
  const sessions = useOperation(listSessions, undefined, { again: () => againMilliseconds });
  const end = useVerb(endSession, t("sessions.ended"));
  const endOthers = useVerb(endOtherSessions, t("sessions.othersEnded"));
  const others = (sessions.data?.items ?? []).filter(({ current }) => !current).length;
  useActions(
    others === 0
      ? []
      : [
          {
            id: "sessions.endOthers",
            title: "sessions.endOthers",
            section: "here",
            danger: true,
            run: () => setAsking(true),
          },
        ],
  );
  return (
    <Section
      title={t("me.sessions")}
      detail={t("me.sessionsDetail")}
      action={
        others > 0 && (
          <Button kind="danger" isPending={endOthers.isPending} onPress={() => setAsking(true)}>
            {t("sessions.endOthers")}
          </Button>
        )
      }
    >
      <Loaded query={sessions}>
        {({ items }) => (
          <SessionList
            sessions={items}
            label={t("me.sessions")}
            isEnding={end.isPending}
            onEnd={({ id }) => end.run({ params: { id } })}
          />
        )}
      </Loaded>
      <ConfirmDialog
        asked={
          asking
            ? {
                title: t("sessions.endOthersTitle"),
                detail: t("sessions.endOthersDetail"),
                submit: t("sessions.endOthers"),
                onConfirm: () => endOthers.run(),
              }
            : null
        }
        onClose={() => setAsking(false)}
      />
    </Section>
  );
}
