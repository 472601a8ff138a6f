import { Button, Icon, Menu } from "@atrium/ui";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { Action } from "../../../actions/registry.ts";
import { useActions } from "../../../actions/use-actions.ts";
import { useCan } from "../../../api/session.ts";
import { useI18n } from "../../../i18n/i18n-context.tsx";
import type { UserList } from "../use-user-list.ts";
import { isChanged, lookOf } from "./current-view.ts";
import { placeOf, type Views } from "./use-views.ts";
import { RenameViewDialog, SaveViewDialog } from "./view-name-dialog.tsx";

/** One list of what can be done with views: it makes the menu, the keys and the palette. */
export function ViewMenu({
  users,
  views,
  columns,
}: {
  users: UserList;
  views: Views;
  columns: readonly string[];
}) {
  const { t } = useI18n();
  const can = useCan();
  const navigate = useNavigate();
  const [asking, setAsking] = useState<"save" | "rename" | null>(null);
  const look = lookOf(users, columns);
  const { current } = views;
  const own = views.views.filter((view) => view.own);
  const at = current === null ? -1 : own.findIndex(({ id }) => id === current.id);
  const mayManage = can("segments:manage");
  const act = (id: string, title: Action["title"], run: () => void, more: Partial<Action> = {}): Action => ({
    id,
    title,
    section: "here",
    run,
    ...more,
  });
  const actions: Action[] = [
    ...(current?.own === true && isChanged(current, look)
      ? [act("view.overwrite", "lists.view.overwrite", () => views.overwrite(current, look))]
      : []),
    act("view.save", "lists.view.saveAs", () => setAsking("save"), { keys: ["s"] }),
    ...(mayManage && users.q !== ""
      ? [
          act(
            "view.segment",
            "segments.fromFilter",
            () =>
              void navigate({
                to: "/o/$org/segments",
                params: { org: users.organization },
                search: { make: true, filter: users.q },
              }),
          ),
        ]
      : []),
    ...(current?.own === true ? [act("view.rename", "lists.view.renameIt", () => setAsking("rename"))] : []),
    ...(current !== null && mayManage
      ? [
          act("view.share", current.shared ? "lists.view.unshare" : "lists.view.share", () =>
            views.share(current),
          ),
        ]
      : []),
    ...(current?.own === true && at > 0
      ? [act("view.back", "lists.view.moveBack", () => views.move(current, -1))]
      : []),
    ...(current?.own === true && at < own.length - 1
      ? [act("view.on", "lists.view.moveOn", () => views.move(current, 1))]
      : []),
    ...(current?.own === true
      ? [act("view.delete", "lists.view.delete", () => views.remove(current), { danger: true })]
      : []),
  ];
  useActions(actions);
  return (
    <>
      <Menu
        label={t("lists.view.menu")}
        placement="bottom end"
        entries={actions.map(({ id, title, danger, keys }) => ({
          id,
          label: t(title),
          keys: keys?.[0],
          ...(danger && { danger }),
        }))}
        onAction={(id) => actions.find((action) => action.id === id)?.run()}
      >
        <Button kind="quiet">
          {t("lists.view.menu")}
          <Icon name="chevron" className="size-3.5" />
        </Button>
      </Menu>
      {asking === "save" && (
        <SaveViewDialog
          look={look}
          onClose={() => setAsking(null)}
          onSaved={(view) => users.openView(placeOf(view))}
        />
      )}
      {asking === "rename" && current !== null && (
        <RenameViewDialog
          view={current}
          onClose={() => setAsking(null)}
          onRename={(name) => views.rename(current, name)}
        />
      )}
    </>
  );
}
