import { listGrants, listGroupMembers, type Group } from "@atrium/contracts";
import { Button, Dialog, DialogActions, DialogBody, TextField, type Choice } from "@atrium/ui";
import { useState } from "react";
import { useOperation } from "../../api/operation.ts";
import { useCan } from "../../api/session.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { GroupPicker } from "../access/held-pickers.tsx";

/** Asks into which group, and shows what will become of everything before it is done: there is no way back. */
export function MergeDialog({
  group,
  onMerge,
  onClose,
}: {
  group: Group;
  onMerge: (into: { id: string; name: string }) => void;
  onClose: () => void;
}) {
  const { t } = useI18n();
  const [into, setInto] = useState<Choice | null>(null);
  const [typed, setTyped] = useState("");
  const itself = into?.id === group.id;
  const ready = into !== null && !itself && typed.trim() === group.name;
  return (
    <Dialog isOpen onOpenChange={onClose} title={t("groups.merge.title", { name: group.name })}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) onMerge({ id: into.id, name: into.label });
        }}
      >
        <DialogBody>
          <GroupPicker value={into} onChange={setInto} />
          {itself && <p className="text-bad">{t("groups.merge.itself")}</p>}
          {into !== null && !itself && (
            <>
              <MergePreview key={into.id} group={group} into={{ id: into.id, name: into.label }} />
              <TextField
                label={t("confirm.type", { text: group.name })}
                value={typed}
                onChange={setTyped}
                autoComplete="off"
                spellCheck="false"
              />
            </>
          )}
        </DialogBody>
        <DialogActions>
          <Button onPress={onClose}>{t("app.cancel")}</Button>
          <Button type="submit" kind="danger" isDisabled={!ready}>
            {t("groups.merge.submit")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function MergePreview({ group, into }: { group: Group; into: { id: string; name: string } }) {
  const { t } = useI18n();
  const can = useCan();
  const byHand = useOperation(listGroupMembers, {
    params: { id: group.id },
    query: { by: "hand", limit: 1 },
  });
  const there = useOperation(listGroupMembers, {
    params: { id: group.id },
    query: { by: "hand", limit: 1, q: `group:${into.id}` },
  });
  const grants = useOperation(
    listGrants,
    { query: { subject: group.id, limit: 100 } },
    { enabled: can("roles:read") },
  );
  if (byHand.data === undefined || there.data === undefined) return <p role="status">{t("app.loading")}</p>;
  const moving = byHand.data.total ?? 0;
  const lines = [
    t("groups.merge.people", { count: moving, into: into.name }),
    ...((there.data.total ?? 0) > 0 ? [t("groups.merge.there", { count: there.data.total ?? 0 })] : []),
    ...(group.children > 0 ? [t("groups.merge.subgroups", { count: group.children })] : []),
    ...(group.rule === null ? [] : [t("groups.merge.rule")]),
    ...((grants.data?.items.length ?? 0) > 0
      ? [t("groups.merge.rights", { count: grants.data?.items.length ?? 0 })]
      : []),
    t("groups.merge.gone", { name: group.name }),
  ];
  return (
    <ul role="status" className="flex list-disc flex-col gap-1 ps-5">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
