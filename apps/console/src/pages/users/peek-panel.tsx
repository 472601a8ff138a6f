import { listUserActivity, type UserSummary } from "@atrium/contracts";
import { Avatar, Badge, buttonClass, CopyText, IconButton, Skeleton } from "@atrium/ui";
import { Link } from "@tanstack/react-router";
import { useOperation } from "../../api/operation.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { EventSentence } from "../../ui/event-sentence.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Moment } from "../../ui/moment.tsx";
import { useRoleNames } from "../../ui/role-names.ts";
import { UserStatus } from "../../ui/user-status.tsx";
import type { UserList } from "./use-user-list.ts";

/** The row's person beside the list, without leaving it. */
export function PeekPanel({ person, users }: { person: UserSummary; users: UserList }) {
  const { t } = useI18n();
  const roleName = useRoleNames();
  const activity = useOperation(listUserActivity, { params: { id: person.id }, query: { limit: 5 } });
  return (
    <aside
      aria-label={t("user.peek", { name: person.displayName })}
      className="flex w-peek max-w-full shrink-0 flex-col gap-4 overflow-y-auto border-s border-line bg-sheet px-5 py-5 scroll-quiet max-lg:absolute max-lg:inset-y-0 max-lg:end-0 max-lg:z-20 max-lg:shadow-raised"
    >
      <div className="flex items-start gap-3">
        <Avatar name={person.displayName} size="medium" />
        <div className="min-w-0 flex-1">
          <h2 className="truncate font-serif text-title font-medium">
            <bdi>{person.displayName}</bdi>
          </h2>
          <p className="truncate text-small text-ink2">
            <bdi>{person.email}</bdi>
          </p>
        </div>
        <IconButton
          icon="close"
          label={t("app.close")}
          className="-me-2 -mt-1"
          onPress={() => users.setPeek(null)}
        />
      </div>
      <Facts
        facts={[
          {
            name: t("field.id"),
            value: <CopyText text={person.id} copy={t("app.copy")} copied={t("app.copied")} />,
          },
          { name: t("field.status"), value: <UserStatus status={person.status} /> },
          {
            name: t("field.roles"),
            value:
              person.roles.length === 0
                ? t("app.none")
                : person.roles.map((slug) => <Badge key={slug}>{roleName(slug)}</Badge>),
          },
          { name: t("field.title"), value: person.title },
          { name: t("field.department"), value: person.department },
          { name: t("field.lastSeenAt"), value: <Moment iso={person.lastSeenAt} none={t("users.never")} /> },
        ]}
      />
      <Link
        to="/o/$org/users/$id"
        params={{ org: users.organization, id: person.id }}
        search={users.listSearch}
        className={buttonClass()}
      >
        {t("user.open")}
      </Link>
      <section className="border-t border-line pt-4">
        <h3 className="pb-2 font-semibold">{t("user.tab.activity")}</h3>
        {activity.isPending && <Skeleton className="w-56" />}
        {activity.data?.items.length === 0 && <p className="text-ink2">{t("user.activity.none")}</p>}
        <ul className="flex flex-col gap-2.5">
          {activity.data?.items.map((event) => (
            <li key={event.id} className="flex gap-3">
              <span className="w-20 shrink-0 text-small leading-5 text-ink3">
                <Moment iso={event.occurredAt} none="" />
              </span>
              <span className="min-w-0 text-ink2">
                <EventSentence event={event} organization={users.organization} />
              </span>
            </li>
          ))}
        </ul>
      </section>
    </aside>
  );
}
