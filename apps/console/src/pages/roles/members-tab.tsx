import { endGrant, giveGrant, listRoleHolders, type Output, type Role } from "@atrium/contracts";
import { Avatar, Badge, Button, EmptyState, IconButton } from "@atrium/ui";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useActions } from "../../actions/use-actions.ts";
import { useOperation, useOperationAction } from "../../api/operation.ts";
import { useCan } from "../../api/session.ts";
import { useSayProblem } from "../../api/use-verb.ts";
import { useApp } from "../../app/app-context.tsx";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { Entries, Entry } from "../../ui/entries.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { AssignDialog } from "./assign-dialog.tsx";
import { useWords } from "./words.ts";

const route = getRouteApi("/o/$org/roles/$slug");
type Holder = Output<typeof listRoleHolders>["items"][number];

/** Who holds it, and by which grant: themselves, by a group, by another role, until when. */
export function MembersTab({ role, mayAssign }: { role: Role; mayAssign: boolean }) {
  const { t } = useI18n();
  const { org } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const holders = useOperation(
    listRoleHolders,
    { params: { slug: role.slug }, query: { limit: 50, ...(search.cursor && { cursor: search.cursor }) } },
    { keepPrevious: true },
  );
  const setAssign = (assign: boolean) =>
    void navigate({
      search: ({ assign: _before, ...rest }) => ({ ...rest, ...(assign && { assign: true as const }) }),
      replace: !assign,
    });
  useActions(
    mayAssign
      ? [
          {
            id: "role.assign",
            title: "roles.action.assign",
            section: "here",
            keys: ["a"],
            run: () => setAssign(true),
          },
        ]
      : [],
  );
  const assign = mayAssign && (
    <Button kind="primary" onPress={() => setAssign(true)}>
      {t("roles.assign")}
    </Button>
  );
  return (
    <div className="max-w-200 px-4 py-6 pb-16 sm:px-6">
      <Loaded query={holders} permission="roles:read">
        {({ items, next }) =>
          items.length === 0 && search.cursor === undefined ? (
            <EmptyState title={t("roles.members.none")} action={assign}>
              {t("roles.members.noneDetail")}
            </EmptyState>
          ) : (
            <>
              <div className="flex justify-end pb-3">{assign}</div>
              <Entries label={t("roles.tab.members")}>
                {items.map((holder) => (
                  <HolderEntry key={holder.grant} holder={holder} role={role} organization={org} />
                ))}
              </Entries>
              {(next !== null || search.cursor !== undefined) && (
                <div className="flex gap-2 pt-4">
                  <Button
                    isDisabled={search.cursor === undefined}
                    onPress={() => void navigate({ search: ({ cursor: _before, ...rest }) => rest })}
                  >
                    {t("roles.firstPage")}
                  </Button>
                  <Button
                    isDisabled={next === null}
                    onPress={() =>
                      next !== null && void navigate({ search: (before) => ({ ...before, cursor: next }) })
                    }
                  >
                    {t("users.nextPage")}
                  </Button>
                </div>
              )}
            </>
          )
        }
      </Loaded>
      {search.assign === true && mayAssign && <AssignDialog role={role} onClose={() => setAssign(false)} />}
    </div>
  );
}

function HolderEntry({ holder, role, organization }: { holder: Holder; role: Role; organization: string }) {
  const { t, date } = useI18n();
  const words = useWords();
  const can = useCan();
  const name = holder.name ?? holder.subject;
  const direct = holder.role === role.slug;
  const facts = [
    ...(direct ? [] : [t("roles.members.via", { role: words.roles([holder.role]) })]),
    ...(holder.people === null
      ? []
      : [
          holder.people > 1000
            ? t("roles.peopleAtLeast", { count: 1000 })
            : t("roles.people", { count: holder.people }),
        ]),
    ...(holder.scope === "organization" ? [] : [t("roles.members.at", { scope: holder.scope })]),
    ...(holder.validFrom === null ? [] : [t("roles.members.from", { when: date(holder.validFrom) })]),
    ...(holder.validUntil === null ? [] : [t("roles.members.until", { when: date(holder.validUntil) })]),
    ...(holder.reason === null ? [] : [holder.reason]),
  ];
  const end = useEnd(holder, role, name);
  return (
    <Entry
      id={holder.grant}
      title={
        holder.kind === "user" ? (
          <Link
            to="/o/$org/users/$id"
            params={{ org: organization, id: holder.subject }}
            className="inline-flex items-center gap-2.5 text-ink hover:underline"
          >
            <Avatar name={name} />
            {name}
          </Link>
        ) : (
          name
        )
      }
      mark={<Badge tone={direct ? "plain" : "dashed"}>{t(`roles.holder.${holder.kind}`)}</Badge>}
      detail={facts.length === 0 ? t("roles.members.direct") : facts.join(" · ")}
      action={
        direct &&
        can("roles:assign") && (
          <IconButton
            icon="close"
            label={t("roles.members.end", { name, role: role.name })}
            isDisabled={end.isPending}
            onPress={end.run}
          />
        )
      }
    />
  );
}

/** Takes it away; it can be given again as it was. */
function useEnd(ended: Holder, from: Role, called: string) {
  const { t } = useI18n();
  const { toasts } = useApp();
  const say = useSayProblem();
  const action = useOperationAction(endGrant);
  const again = useOperationAction(giveGrant);
  const undo = () =>
    again
      .mutateAsync({
        request: {
          body: {
            subject: ended.subject,
            role: from.slug,
            scope: ended.scope,
            ...(ended.validFrom !== null && { validFrom: ended.validFrom }),
            ...(ended.validUntil !== null && { validUntil: ended.validUntil }),
            ...(ended.reason !== null && { reason: ended.reason }),
          },
        },
      })
      .catch(say);
  return {
    isPending: action.isPending,
    run: () =>
      void action
        .mutateAsync({ request: { params: { id: ended.grant } } })
        .then(() =>
          toasts.add(
            {
              text: t("user.role.taken", { role: from.name, name: called }),
              action: { label: t("app.undo"), run: () => void undo() },
            },
            { timeout: 15_000 },
          ),
        )
        .catch(say),
  };
}
