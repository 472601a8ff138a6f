import { endUserSession, endUserSessions, listUserSessions, type User } from "@atrium/contracts";
import { Button } from "@atrium/ui";
import { useActions } from "../../../actions/use-actions.ts";
import { useOperation } from "../../../api/operation.ts";
import { useCan } from "../../../api/session.ts";
import { useVerb } from "../../../api/use-verb.ts";
import { useI18n } from "../../../i18n/i18n-context.tsx";
import type { AskFirst } from "../../../ui/confirm-dialog.tsx";
import { Loaded } from "../../../ui/loaded.tsx";
import { Section } from "../../../ui/section.tsx";
import { SessionList } from "../../../ui/session-list.tsx";

export function SessionsPart({
  person: { id, displayName: name },
  ask,
}: {
  person: Pick<User, "id" | "displayName">;
  ask: AskFirst;
}) {
  const { t } = useI18n();
  const can = useCan();
  const sessions = useOperation(listUserSessions, { params: { id } });
  const end = useVerb(endUserSession, t("sessions.ended"));
  const endAll = useVerb(endUserSessions, t("userSecurity.signedOut", { name }));
  const mayEnd = can("sessions:end");
  const endable = mayEnd && (sessions.data?.items ?? []).length > 0;
  const askToEndAll = () =>
    ask({
      title: t("userSecurity.endAllTitle", { name }),
      detail: t("userSecurity.endAllDetail"),
      submit: t("userSecurity.endAll"),
      onConfirm: () => endAll.run({ params: { id } }),
    });
  useActions(
    endable
      ? [
          {
            id: "user.endSessions",
            title: "userSecurity.endAll",
            section: "here",
            danger: true,
            run: askToEndAll,
          },
        ]
      : [],
  );
  return (
    <Section
      title={t("userSecurity.sessions")}
      detail={t("userSecurity.sessionsDetail")}
      action={
        endable && (
          <Button kind="danger" isPending={endAll.isPending} onPress={askToEndAll}>
            {t("userSecurity.endAll")}
          </Button>
        )
      }
    >
      <Loaded query={sessions} permission="sessions:read">
        {({ items }) => (
          <SessionList
            sessions={items}
            label={t("userSecurity.sessions")}
            isEnding={end.isPending}
            onEnd={mayEnd ? (session) => end.run({ params: { id, session: session.id } }) : undefined}
          />
        )}
      </Loaded>
    </Section>
  );
}
