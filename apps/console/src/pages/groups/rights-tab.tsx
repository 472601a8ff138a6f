import { listGrants, listRoles, permissionNames, type ShownGrant } from "@atrium/contracts";
import { Badge, Button, EmptyState } from "@atrium/ui";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useOperation } from "../../api/operation.ts";
import { useCan } from "../../api/session.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { ConfirmDialog, type Confirmation } from "../../ui/confirm-dialog.tsx";
import { Entries, Entry } from "../../ui/entries.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Section } from "../../ui/section.tsx";
import { GrantDialog } from "../access/grant-dialog.tsx";
import { useGiftWords, useGrantNotes } from "../access/grant-notes.ts";
import { useEndGrant } from "../access/use-end-grant.ts";
import { useScopeWords } from "../access/words.ts";
import { useReach } from "./group-dialogs.tsx";
import type { GroupShown } from "./group-shown.ts";

/** What the group holds and what comes down to it, with how many people that reaches. */
export function RightsTab({ group, organization }: { group: GroupShown; organization: string }) {
  const { t } = useI18n();
  const can = useCan();
  const reach = useReach(group.id);
  const [giving, setGiving] = useState(false);
  const [asked, setAsked] = useState<Confirmation | null>(null);
  const may = can("roles:assign");
  return (
    <div className="max-w-280 px-4 pb-10 sm:px-6">
      <Section
        title={t("groups.rights.own")}
        detail={reach === null ? undefined : t("groups.rights.reach", { people: reach })}
        action={
          may && (
            <Button kind="primary" onPress={() => setGiving(true)}>
              {t("access.give")}
            </Button>
          )
        }
      >
        <Grants
          group={group}
          onEnd={
            may
              ? (what, end) =>
                  setAsked({
                    title: t("groups.rights.endTitle", { what, group: group.name }),
                    detail: t("groups.rights.endDetail", { people: reach ?? "…" }),
                    submit: t("access.grant.end"),
                    onConfirm: end,
                  })
              : null
          }
        />
      </Section>
      {group.path.toReversed().map((above) => (
        <Section
          key={above.id}
          title={t("groups.rights.from", { name: above.name })}
          action={
            <Link
              to="/o/$org/groups/$id"
              params={{ org: organization, id: above.id }}
              search={{ tab: "rights" }}
              className="text-ink2 underline hover:text-ink"
            >
              {t("groups.rights.open")}
            </Link>
          }
        >
          <Grants group={above} onEnd={null} />
        </Section>
      ))}
      {giving && (
        <GrantDialog gift={{ who: { id: group.id, label: group.name } }} onClose={() => setGiving(false)} />
      )}
      <ConfirmDialog asked={asked} onClose={() => setAsked(null)} />
    </div>
  );
}

function Grants({
  group,
  onEnd,
}: {
  group: { id: string; name: string };
  /** Null where nothing can be taken away. */
  onEnd: ((what: string, end: () => void) => void) | null;
}) {
  const { t } = useI18n();
  const can = useCan();
  const gift = useGiftWords();
  const notes = useGrantNotes();
  const scopeWords = useScopeWords();
  const ending = useEndGrant();
  const grants = useOperation(listGrants, { query: { subject: group.id, limit: 100 } });
  const roles = useOperation(listRoles, {});
  /** Nobody ends what they do not hold; the server decides again. */
  const mayEnd = ({ role, permission }: ShownGrant): boolean =>
    role !== null
      ? (roles.data?.items.find(({ slug }) => slug === role)?.assignable ?? false)
      : permissionNames.some((name) => name === permission && can(name));
  return (
    <Loaded query={grants} permission="roles:read">
      {({ items, names }) =>
        items.length === 0 ? (
          onEnd === null ? (
            <p className="text-ink2">{t("groups.rights.nothing")}</p>
          ) : (
            <EmptyState title={t("groups.rights.none")}>{t("groups.rights.noneDetail")}</EmptyState>
          )
        ) : (
          <Entries label={t("groups.rights.of", { name: group.name })}>
            {items.map((grant) => {
              const what = gift(grant, names);
              return (
                <Entry
                  key={grant.id}
                  id={grant.id}
                  title={what}
                  mark={<Badge tone="dashed">{scopeWords(grant.scope, names)}</Badge>}
                  detail={notes(grant, names).join(" · ")}
                  action={
                    onEnd !== null &&
                    mayEnd(grant) && (
                      <Button
                        size="small"
                        aria-label={t("access.grant.endNamed", { what })}
                        isDisabled={ending.isPending}
                        onPress={() => onEnd(what, () => ending.end(grant, { who: group.name, what }))}
                      >
                        {t("access.grant.end")}
                      </Button>
                    )
                  }
                />
              );
            })}
          </Entries>
        )
      }
    </Loaded>
  );
}
