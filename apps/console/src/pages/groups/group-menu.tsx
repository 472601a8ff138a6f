import type { Group } from "@atrium/contracts";
import { IconButton, Menu, type MenuEntry } from "@atrium/ui";
import { useCan } from "../../api/session.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import type { Asked } from "./group-dialogs.tsx";

/** What one may do with a group of the tree. Nothing is drawn for who may do nothing. */
export function GroupMenu({
  group,
  onAsk,
  onNew,
  kind = "quiet",
}: {
  group: Group;
  onAsk: (asked: Asked) => void;
  /** Absent where there is no place to make a group in. */
  onNew?: ((group: Group) => void) | undefined;
  kind?: "quiet" | "secondary";
}) {
  const { t } = useI18n();
  const can = useCan();
  const entries: MenuEntry[] = [
    ...(can("groups:create") && onNew !== undefined ? [{ id: "new", label: t("groups.newBelow") }] : []),
    ...(can("groups:update")
      ? [
          { id: "edit", label: t("groups.edit"), keys: "f2" },
          { id: "move", label: t("groups.move") },
        ]
      : []),
    ...(can("groups:delete")
      ? [
          { id: "merge", label: t("groups.merge") },
          { id: "delete", label: t("groups.delete"), danger: true },
        ]
      : []),
  ];
  if (entries.length === 0) return null;
  const act = (id: string) => {
    if (id === "new") onNew?.(group);
    else if (id === "edit" || id === "move" || id === "merge" || id === "delete") onAsk({ what: id, group });
  };
  return (
    <Menu
      label={t("groups.actionsOf", { name: group.name })}
      placement="bottom end"
      entries={entries}
      onAction={act}
    >
      <IconButton icon="more" kind={kind} label={t("groups.actionsOf", { name: group.name })} />
    </Menu>
  );
}
