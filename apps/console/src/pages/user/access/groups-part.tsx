import { addGroupMembers, listUserGroups, removeGroupMembers, type User } from "@atrium/contracts";
import { Badge, Button } from "@atrium/ui";
import { useState } from "react";
import { useActions } from "../../../actions/use-actions.ts";
import { useOperation, useOperationAction } from "../../../api/operation.ts";
import { useCan } from "../../../api/session.ts";
import { useSayProblem } from "../../../api/use-verb.ts";
import { useApp } from "../../../app/app-context.tsx";
import { useI18n } from "../../../i18n/i18n-context.tsx";
import { Entries, Entry } from "../../../ui/entries.tsx";
import { Loaded } from "../../../ui/loaded.tsx";
import { Section } from "../../../ui/section.tsx";
import { usePermissionWords } from "../../access/words.ts";
import { JoinDialog } from "./join-dialog.tsx";

const undoMilliseconds = 15_000;

/** The groups that a person is in, and the ways in and out. */
export function GroupsPart({ person }: { person: User }) {
  const { t } = useI18n();
  const can = useCan();
  const { toasts } = useApp();
  const say = useSayProblem();
  const { phrase } = usePermissionWords();
  const [joining, setJoining] = useState(false);
  const sees = can("groups:read");
  const groups = useOperation(listUserGroups, { params: { id: person.id } }, { enabled: sees });
  const join = useOperationAction(addGroupMembers);
  const leave = useOperationAction(removeGroupMembers);
  const who = person.displayName;
  const of = (id: string) => ({ request: { params: { id }, body: { userIds: [person.id] } } });
  const tell = (text: string, undo: () => Promise<unknown>) =>
    toasts.add(
      { text, action: { label: t("app.undo"), run: () => void undo().catch(say) } },
      { timeout: undoMilliseconds },
    );
  const goIn = (id: string, group: string) =>
    join
      .mutateAsync(of(id))
      .then(() => tell(t("userAccess.groups.joined", { who, group }), () => leave.mutateAsync(of(id))));
  const goOut = (id: string, group: string) =>
    void leave
      .mutateAsync(of(id))
      .then(() => tell(t("userAccess.groups.left", { who, group }), () => join.mutateAsync(of(id))))
      .catch(say);
  const mayMove = sees && can("groups:update") && person.status !== "deleted";
  useActions(
    mayMove ? [{ id: "user.join", title: "action.join", section: "here", run: () => setJoining(true) }] : [],
  );
  return (
    <Section
      title={t("userAccess.groups")}
      action={mayMove && <Button onPress={() => setJoining(true)}>{t("userAccess.groups.join")}</Button>}
    >
      {sees ? (
        <Loaded query={groups} permission="groups:read">
          {({ items }) =>
            items.length === 0 ? (
              <p className="text-ink2">{t("userAccess.groups.none", { who })}</p>
            ) : (
              <Entries label={t("userAccess.groups")}>
                {items.map(({ id, name, path, byRule, byHand }) => (
                  <Entry
                    key={id}
                    title={name}
                    mark={byRule && <Badge tone="dashed">{t("userAccess.groups.byRule")}</Badge>}
                    {...(path.length > 0 && { detail: path.map((above) => above.name).join(" / ") })}
                    action={
                      mayMove &&
                      byHand && (
                        <Button
                          size="small"
                          aria-label={t("userAccess.groups.leaveNamed", { group: name })}
                          onPress={() => goOut(id, name)}
                        >
                          {t("userAccess.groups.leave")}
                        </Button>
                      )
                    }
                  />
                ))}
              </Entries>
            )
          }
        </Loaded>
      ) : (
        <p className="text-ink2">{t("userAccess.needs", { what: phrase("groups:read") })}</p>
      )}
      {joining && <JoinDialog who={who} onJoin={goIn} onClose={() => setJoining(false)} />}
    </Section>
  );
}
