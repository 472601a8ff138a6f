import { Button, Dialog, DialogActions, DialogBody, type Choice } from "@atrium/ui";
import { useState, type FormEvent } from "react";
import { useI18n } from "../../../i18n/i18n-context.tsx";
import { ProblemBanner } from "../../../ui/problem-banner.tsx";
import { GroupPicker } from "../../access/held-pickers.tsx";

/** Asks for the group that somebody comes into. */
export function JoinDialog({
  who,
  onJoin,
  onClose,
}: {
  who: string;
  onJoin: (id: string, group: string) => Promise<unknown>;
  onClose: () => void;
}) {
  const { t } = useI18n();
  const [group, setGroup] = useState<Choice | null>(null);
  const [problem, setProblem] = useState<Error | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (group === null) return;
    onJoin(group.id, group.label).then(onClose, setProblem);
  };
  return (
    <Dialog isOpen onOpenChange={onClose} title={t("userAccess.groups.joinTitle", { who })}>
      <form onSubmit={submit}>
        <DialogBody>
          <p>{t("userAccess.groups.joinDetail")}</p>
          <ProblemBanner error={problem} />
          <GroupPicker value={group} onChange={setGroup} />
        </DialogBody>
        <DialogActions>
          <Button onPress={onClose}>{t("app.cancel")}</Button>
          <Button type="submit" kind="primary" isDisabled={group === null}>
            {t("userAccess.groups.joinSubmit")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
