import { listGrants, listGroupMembers, type Group } from "@atrium/contracts";
import { useState } from "react";
import { useOperation } from "../../api/operation.ts";
import { useCan } from "../../api/session.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { EditGroupDialog } from "./edit-group-dialog.tsx";
import { MergeDialog } from "./merge-dialog.tsx";
import { MoveDialog } from "./move-dialog.tsx";
import { useGroupVerbs } from "./use-group-verbs.ts";

export type Asked = { readonly what: "edit" | "move" | "merge" | "delete"; readonly group: Group };

/** The dialogs that belong to a group, one at a time, wherever the group is shown. */
export function GroupDialogs({
  asked,
  onClose,
  onGone,
}: {
  asked: Asked | null;
  onClose: () => void;
  /** Once the group is no more: where it led, if it is merged. */
  onGone?: (into: string | null) => void;
}) {
  const verbs = useGroupVerbs();
  if (asked === null) return null;
  const { what, group } = asked;
  if (what === "edit") return <EditGroupDialog group={group} onClose={onClose} />;
  if (what === "move") {
    return (
      <MoveDialog
        group={group}
        onClose={onClose}
        onMove={(into) => {
          verbs.move(group, into);
          onClose();
        }}
      />
    );
  }
  if (what === "merge") {
    return (
      <MergeDialog
        group={group}
        onClose={onClose}
        onMerge={(into) => {
          verbs.merge(group, into, () => onGone?.(into.id));
          onClose();
        }}
      />
    );
  }
  return (
    <DeleteDialog
      group={group}
      onClose={onClose}
      onDelete={() => verbs.remove(group, () => onGone?.(null))}
    />
  );
}

function DeleteDialog({
  group,
  onClose,
  onDelete,
}: {
  group: Group;
  onClose: () => void;
  onDelete: () => void;
}) {
  const { t } = useI18n();
  const [confirmation] = useState(() => ({
    title: t("groups.delete.title", { name: group.name }),
    detail: <DeleteDetail group={group} />,
    submit: t("groups.delete.submit"),
    onConfirm: onDelete,
  }));
  return <ConfirmDialog asked={confirmation} onClose={onClose} />;
}

/** Whom it touches, before it is done. */
function DeleteDetail({ group }: { group: Group }) {
  const { t } = useI18n();
  const can = useCan();
  const reach = useReach(group.id);
  const grants = useOperation(
    listGrants,
    { query: { subject: group.id, limit: 1 } },
    { enabled: can("roles:read") },
  );
  return (
    <>
      {grants.data?.items.length === 0 ? (
        <p>{t("groups.delete.noRights")}</p>
      ) : (
        <p>{t("groups.delete.rights", { people: reach ?? "…" })}</p>
      )}
      {group.children > 0 && <p>{t("groups.delete.subgroups", { count: group.children })}</p>}
      <p>{t("groups.delete.back")}</p>
    </>
  );
}

/** How many people what the group holds reaches, in words: “214”, “more than 10,000”. */
export function useReach(id: string): string | null {
  const { t, number } = useI18n();
  const { data } = useOperation(listGroupMembers, { params: { id }, query: { reach: "all", limit: 1 } });
  if (data === undefined || data.total === null) return null;
  return data.totalKind === "exact"
    ? number(data.total)
    : t("groups.moreThan", { total: number(data.total) });
}
