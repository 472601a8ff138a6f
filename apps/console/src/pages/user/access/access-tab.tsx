import { whatCan, type User } from "@atrium/contracts";
import { buttonClass } from "@atrium/ui";
import { Link, useNavigate } from "@tanstack/react-router";
import { useActions } from "../../../actions/use-actions.ts";
import { useOperation } from "../../../api/operation.ts";
import { useCan } from "../../../api/session.ts";
import { useI18n } from "../../../i18n/i18n-context.tsx";
import { Loaded } from "../../../ui/loaded.tsx";
import { Section } from "../../../ui/section.tsx";
import { PermissionGroups } from "../../access/permission-groups.tsx";
import { usePermissionWords } from "../../access/words.ts";
import { GrantsPart } from "./grants-part.tsx";
import { GroupsPart } from "./groups-part.tsx";
import { HistoryPart } from "./history-part.tsx";

/** What a person was given, what comes of it, and how it came about. */
export function AccessTab({ person, organization }: { person: User; organization: string }) {
  const { t } = useI18n();
  const can = useCan();
  const { phrase } = usePermissionWords();
  const may = can("access:read");
  const held = useOperation(whatCan, { query: { subject: person.id, limit: 100 } }, { enabled: may });
  const navigate = useNavigate();
  useActions(
    may
      ? [
          {
            id: "user.why",
            title: "action.why",
            section: "here",
            keys: ["w"],
            run: () =>
              void navigate({
                to: "/o/$org/access",
                params: { org: organization },
                search: { who: person.id },
              }),
          },
        ]
      : [],
  );
  return (
    <div className="max-w-280 px-4 pb-10 sm:px-6">
      <GrantsPart person={person} organization={organization} />
      <GroupsPart person={person} />
      <Section
        title={t("userAccess.effective")}
        detail={t("userAccess.effective.detail")}
        action={
          may && (
            <Link
              to="/o/$org/access"
              params={{ org: organization }}
              search={{ who: person.id }}
              className={buttonClass()}
            >
              {t("userAccess.open")}
            </Link>
          )
        }
      >
        {may ? (
          <Loaded query={held} permission="access:read">
            {(answer) =>
              answer.items.length === 0 ? (
                <p className="text-ink2">{t("access.whatCan.noneDetail")}</p>
              ) : (
                <PermissionGroups
                  answer={answer}
                  who={person.id}
                  whoName={person.displayName}
                  organization={organization}
                />
              )
            }
          </Loaded>
        ) : (
          <p className="text-ink2">{t("userAccess.needs", { what: phrase("access:read") })}</p>
        )}
      </Section>
      <HistoryPart person={person} organization={organization} />
    </div>
  );
}
