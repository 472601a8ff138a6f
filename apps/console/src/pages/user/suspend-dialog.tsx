import type { User } from "@atrium/contracts";
import { Button, Dialog, DialogActions, DialogBody, TextField } from "@atrium/ui";
import { useState } from "react";
import { useI18n } from "../../i18n/i18n-context.tsx";
import type { UserVerbs } from "./use-user-verbs.ts";

export function SuspendDialog({
  person,
  isOpen,
  onClose,
  verbs,
}: {
  person: User;
  isOpen: boolean;
  onClose: () => void;
  verbs: UserVerbs;
}) {
  const { t } = useI18n();
  const [reason, setReason] = useState("");
  const name = person.displayName;
  return (
    <Dialog isOpen={isOpen} onOpenChange={onClose} title={t("user.status.title", { name })}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          verbs.setStatus("suspended", reason.trim());
          onClose();
        }}
      >
        <DialogBody>
          <p>{t("user.status.detail")}</p>
          <TextField
            label={t("field.reason")}
            value={reason}
            onChange={setReason}
            maxLength={500}
            autoFocus
          />
        </DialogBody>
        <DialogActions>
          <Button onPress={onClose}>{t("app.cancel")}</Button>
          <Button type="submit" kind="primary">
            {t("action.suspend")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
