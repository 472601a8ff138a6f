import { listGrants, listRoles, permissionNames, type ShownGrant, type User } from "@atrium/contracts";
import { Button, EmptyState } from "@atrium/ui";
import { useState } from "react";
import { useActions } from "../../../actions/use-actions.ts";
import { useOperation } from "../../../api/operation.ts";
import { useCan } from "../../../api/session.ts";
import { useI18n } from "../../../i18n/i18n-context.tsx";
import { Loaded } from "../../../ui/loaded.tsx";
import { Section } from "../../../ui/section.tsx";
import { GrantDialog } from "../../access/grant-dialog.tsx";
import { useGiftWords } from "../../access/grant-notes.ts";
import { useEndGrant } from "../../access/use-end-grant.ts";
import { usePermissionWords } from "../../access/words.ts";
import { GrantsTable } from "./grants-table.tsx";

/** Everything that was given to a person and to the groups around them. */
export function GrantsPart({ person, organization }: { person: User; organization: string }) {
  const { t } = useI18n();
  const can = useCan();
  const gift = useGiftWords();
  const { phrase } = usePermissionWords();
  const ending = useEndGrant();
  const [giving, setGiving] = useState(false);
  const [cursor, setCursor] = useState<string | null>(null);
  const sees = can("roles:read");
  const who = person.displayName;
  const grants = useOperation(
    listGrants,
    { query: { subject: person.id, through: "groups", limit: 50, ...(cursor !== null && { cursor }) } },
    { enabled: sees, keepPrevious: true },
  );
  const roles = useOperation(listRoles, {}, { enabled: sees });
  const mayGive = person.abilities.includes("assign_roles");
  /** Nobody ends what they do not hold; the server decides again. */
  const mayEnd = ({ subject, role, permission }: ShownGrant): boolean => {
    if (!mayGive || subject !== person.id) return false;
    if (role !== null) return roles.data?.items.find(({ slug }) => slug === role)?.assignable ?? false;
    return permissionNames.some((name) => name === permission && can(name));
  };
  useActions(
    mayGive
      ? [{ id: "user.give", title: "action.give", section: "here", keys: ["+"], run: () => setGiving(true) }]
      : [],
  );
  const give = mayGive && (
    <Button kind="primary" onPress={() => setGiving(true)}>
      {t("access.give")}
    </Button>
  );
  return (
    <Section title={t("userAccess.grants")} detail={t("userAccess.grants.detail", { who })} action={give}>
      {sees ? (
        <Loaded query={grants} permission="roles:read">
          {({ items, names, next }) =>
            items.length === 0 ? (
              <EmptyState title={t("userAccess.grants.none", { who })} />
            ) : (
              <>
                <GrantsTable
                  grants={items}
                  names={names}
                  roles={roles.data?.items ?? []}
                  person={person}
                  organization={organization}
                  mayEnd={mayEnd}
                  onEnd={(grant) => ending.end(grant, { who, what: gift(grant, names) })}
                />
                {(next !== null || cursor !== null) && (
                  <div className="flex gap-2 pt-3">
                    {cursor !== null && (
                      <Button onPress={() => setCursor(null)}>{t("access.firstPage")}</Button>
                    )}
                    {next !== null && <Button onPress={() => setCursor(next)}>{t("users.nextPage")}</Button>}
                  </div>
                )}
              </>
            )
          }
        </Loaded>
      ) : (
        <p className="text-ink2">{t("userAccess.needs", { what: phrase("roles:read") })}</p>
      )}
      {giving && (
        <GrantDialog gift={{ who: { id: person.id, label: who } }} onClose={() => setGiving(false)} />
      )}
    </Section>
  );
}
