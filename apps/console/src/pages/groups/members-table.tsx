import type { GroupMember } from "@atrium/contracts";
import { Avatar, Badge, Button, Cell, Checkbox, ColumnHeader, Row, Table, TableHead } from "@atrium/ui";
import { Link } from "@tanstack/react-router";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { Moment } from "../../ui/moment.tsx";
import { UserStatus } from "../../ui/user-status.tsx";
import { useMembers } from "./use-members.ts";

/** Only who was put into the group itself by hand can be taken out of it. */
const removable = ({ byHand, through }: GroupMember): boolean => byHand && through === null;

export function MembersTable({
  group,
  members,
  organization,
  busy,
  selected,
  onSelect,
}: {
  group: { id: string; name: string };
  members: readonly GroupMember[];
  organization: string;
  busy: boolean;
  selected: ReadonlySet<string>;
  /** Null for who may take nobody out. */
  onSelect: ((selected: ReadonlySet<string>) => void) | null;
}) {
  const { t } = useI18n();
  const verbs = useMembers(group);
  const some = members.filter(removable);
  const chosen = some.filter(({ userId }) => selected.has(userId)).length;
  const toggle = (id: string, on: boolean) =>
    onSelect?.(new Set(on ? [...selected, id] : [...selected].filter((other) => other !== id)));
  return (
    <Table label={t("groups.tab.members")} busy={busy} fixed>
      <TableHead>
        {onSelect !== null && (
          <ColumnHeader className="w-12 ps-4 pe-0 sm:ps-5">
            <Checkbox
              label={t("users.selectAll")}
              isDisabled={some.length === 0}
              isSelected={chosen > 0 && chosen === some.length}
              isIndeterminate={chosen > 0 && chosen < some.length}
              onChange={(on) => onSelect(new Set(on ? some.map(({ userId }) => userId) : []))}
            />
          </ColumnHeader>
        )}
        <ColumnHeader className={onSelect === null ? "ps-4 sm:ps-6" : ""}>
          {t("users.column.person")}
        </ColumnHeader>
        <ColumnHeader className="max-md:hidden sm:w-[14%]">{t("users.column.status")}</ColumnHeader>
        <ColumnHeader className="sm:w-[24%]">{t("groups.column.how")}</ColumnHeader>
        <ColumnHeader className="max-lg:hidden sm:w-[14%]" end>
          {t("groups.column.since")}
        </ColumnHeader>
        <ColumnHeader end className="w-28 pe-4 max-sm:hidden sm:pe-6">
          <span className="sr-only">{t("user.more")}</span>
        </ColumnHeader>
      </TableHead>
      <tbody>
        {members.map((member) => {
          const { userId, displayName, email, title, status, addedAt } = member;
          return (
            <Row key={userId} rowKey={userId} selected={selected.has(userId)}>
              {onSelect !== null && (
                <Cell className="w-12 ps-4 pe-0 sm:ps-5">
                  {removable(member) && (
                    <Checkbox
                      label={t("users.select", { name: displayName })}
                      isSelected={selected.has(userId)}
                      onChange={(on) => toggle(userId, on)}
                    />
                  )}
                </Cell>
              )}
              <Cell header className={onSelect === null ? "ps-4 sm:ps-6" : ""}>
                <div className="flex items-center gap-2.5">
                  <Avatar name={displayName} />
                  <div className="min-w-0">
                    <Link
                      to="/o/$org/users/$id"
                      params={{ org: organization, id: userId }}
                      dir="auto"
                      className="block w-fit max-w-full truncate rounded-small font-semibold text-ink hover:underline focus-visible:outline-offset-0"
                    >
                      {displayName}
                    </Link>
                    <div dir="auto" className="w-fit max-w-full truncate text-small leading-4 text-ink2">
                      {title === null || title === "" ? email : title}
                    </div>
                  </div>
                </div>
              </Cell>
              <Cell className="max-md:hidden">
                <UserStatus status={status} />
              </Cell>
              <Cell>
                <How member={member} organization={organization} />
              </Cell>
              <Cell end className="whitespace-nowrap text-ink2 max-lg:hidden">
                <Moment iso={addedAt} none="" />
              </Cell>
              <Cell end className="pe-4 max-sm:hidden sm:pe-6">
                {onSelect !== null && removable(member) && (
                  <Button
                    size="small"
                    aria-label={t("groups.removeOf", { name: displayName })}
                    isDisabled={verbs.isBusy}
                    onPress={() => void verbs.remove([{ id: userId, name: displayName }]).catch(verbs.say)}
                  >
                    {t("groups.remove")}
                  </Button>
                )}
              </Cell>
            </Row>
          );
        })}
      </tbody>
    </Table>
  );
}

function How({ member, organization }: { member: GroupMember; organization: string }) {
  const { t } = useI18n();
  const { byHand, byRule, through } = member;
  if (through !== null) {
    return (
      <Link
        to="/o/$org/groups/$id"
        params={{ org: organization, id: through.id }}
        className="hover:underline"
      >
        {t("groups.through", { name: through.name })}
      </Link>
    );
  }
  return (
    <span className="flex flex-wrap gap-1.5">
      {byHand && <Badge>{t("groups.byHand")}</Badge>}
      {byRule && <Badge tone="dashed">{t("groups.byRule")}</Badge>}
    </span>
  );
}
