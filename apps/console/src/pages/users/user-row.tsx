import type { UserSummary } from "@atrium/contracts";
import { Avatar, Badge, Cell, Checkbox, Row } from "@atrium/ui";
import { Link } from "@tanstack/react-router";
import { useRef } from "react";
import type { UserListSearch } from "../../app/list-search.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { Moment } from "../../ui/moment.tsx";
import { UserStatus } from "../../ui/user-status.tsx";

export type UserRowProps = {
  person: UserSummary;
  organization: string;
  search: UserListSearch;
  roleName: (slug: string) => string;
  selected: boolean;
  current: boolean;
  /** The panel beside the list shows what the row then leaves out. */
  narrow: boolean;
  flash: boolean;
  /** With `range`, from the row that was touched last to this one. */
  onSelect: (on: boolean, range: boolean) => void;
  onPeek: () => void;
};

export function UserRow({ person, organization, search, roleName, ...row }: UserRowProps) {
  const { t } = useI18n();
  const [role, ...more] = person.roles;
  const shifted = useRef(false);
  return (
    <Row
      rowKey={person.id}
      selected={row.selected}
      current={row.current}
      flash={row.flash}
      onPointerRow={row.onPeek}
    >
      <Cell
        className={
          row.current
            ? "w-12 ps-4 pe-0 shadow-[inset_2px_0_0_var(--accent)] sm:ps-5 rtl:shadow-[inset_-2px_0_0_var(--accent)]"
            : "w-12 ps-4 pe-0 sm:ps-5"
        }
      >
        <span
          onPointerDownCapture={({ shiftKey }) => {
            shifted.current = shiftKey;
          }}
          onKeyDownCapture={({ shiftKey }) => {
            shifted.current = shiftKey;
          }}
        >
          <Checkbox
            label={t("users.select", { name: person.displayName })}
            isSelected={row.selected}
            onChange={(on) => row.onSelect(on, shifted.current)}
          />
        </span>
      </Cell>
      <Cell header className="w-full max-w-0 sm:w-[30%]">
        <div className="flex items-center gap-2.5">
          <Avatar name={person.displayName} />
          <div className="min-w-0">
            <Link
              to="/o/$org/users/$id"
              params={{ org: organization, id: person.id }}
              search={search}
              data-row-link=""
              dir="auto"
              className="block w-fit max-w-full truncate rounded-small font-semibold text-ink hover:underline focus-visible:outline-offset-0"
            >
              {person.displayName}
            </Link>
            <div dir="auto" className="w-fit max-w-full truncate text-small leading-4 text-ink2">
              {person.email}
            </div>
          </div>
        </div>
      </Cell>
      <Cell className="max-sm:text-end">
        <UserStatus status={person.status} />
      </Cell>
      <Cell className="overflow-hidden max-sm:hidden">
        <span className="inline-flex max-w-full items-center gap-1.5">
          {role === undefined ? t("app.none") : <Badge>{roleName(role)}</Badge>}
          {more.length > 0 && (
            <span className="text-small whitespace-nowrap text-ink3" title={more.map(roleName).join(", ")}>
              {t("users.more", { count: more.length })}
            </span>
          )}
        </span>
      </Cell>
      <Cell className={row.narrow ? "hidden" : "truncate max-lg:hidden"}>
        <bdi>{person.department ?? t("app.none")}</bdi>
      </Cell>
      <Cell end className="whitespace-nowrap text-ink2 max-md:hidden">
        <Moment iso={person.lastLoginAt} none={t("users.never")} />
      </Cell>
      <Cell end className="pe-6 whitespace-nowrap text-ink2 max-md:hidden">
        <Moment iso={person.createdAt} none={t("app.none")} />
      </Cell>
    </Row>
  );
}
