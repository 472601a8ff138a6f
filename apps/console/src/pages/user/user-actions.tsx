import type { User } from "@atrium/contracts";
import { Button, IconButton, Kbd, Menu } from "@atrium/ui";
import type { Action } from "../../actions/registry.ts";
import { useActions } from "../../actions/use-actions.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";

export type UserActionsProps = {
  person: User;
  onEdit: () => void;
  onSuspend: () => void;
  onActivate: () => void;
  onDeactivate: () => void;
  onDelete: () => void;
  onRestore: () => void;
  onImpersonate: () => void;
  /** Absent where there is nobody to invite, or no right to. */
  onInvite: (() => void) | null;
};

/** One list of what may be done with this person: it makes the menu, the keys and the palette. */
export function UserActions({ person, ...on }: UserActionsProps) {
  const { t } = useI18n();
  const can = (ability: User["abilities"][number]) => person.abilities.includes(ability);
  const { status } = person;
  const deleted = status === "deleted";
  const edit: Action = {
    id: "user.edit",
    title: "action.edit",
    section: "here",
    keys: ["e"],
    run: on.onEdit,
  };
  const more: Action[] = [];
  if (on.onInvite !== null) {
    more.push({ id: "user.invite", title: "action.invite", section: "here", run: on.onInvite });
  }
  if (can("impersonate")) {
    more.push({
      id: "user.impersonate",
      title: "action.impersonate",
      section: "here",
      run: on.onImpersonate,
    });
  }
  if (can("suspend") && !deleted) {
    if (status !== "active") {
      more.push({ id: "user.activate", title: "action.activate", section: "here", run: on.onActivate });
    }
    if (status !== "inactive") {
      more.push({ id: "user.deactivate", title: "action.deactivate", section: "here", run: on.onDeactivate });
    }
    if (status !== "suspended") {
      more.push({ id: "user.suspend", title: "action.suspend", section: "here", run: on.onSuspend });
    }
  }
  if (can("restore") && deleted) {
    more.push({ id: "user.restore", title: "action.restore", section: "here", run: on.onRestore });
  }
  if (can("delete") && !deleted) {
    more.push({ id: "user.delete", title: "action.delete", section: "here", danger: true, run: on.onDelete });
  }
  const canEdit = can("update") && !deleted;
  useActions(canEdit ? [edit, ...more] : more);

  return (
    <>
      {canEdit && (
        <Button onPress={on.onEdit}>
          {t("user.edit")}
          <Kbd keys="e" className="text-ink3 pointer-coarse:hidden" />
        </Button>
      )}
      {more.length > 0 && (
        <Menu
          label={t("user.more")}
          placement="bottom end"
          entries={more.map(({ id, title, danger }) => ({ id, label: t(title), ...(danger && { danger }) }))}
          onAction={(id) => more.find((action) => action.id === id)?.run()}
        >
          <IconButton icon="more" kind="secondary" label={t("user.more")} />
        </Menu>
      )}
    </>
  );
}
