import type { User } from "@atrium/contracts";
import { Button, Dialog, DialogActions, DialogBody, TextField } from "@atrium/ui";
import { useState } from "react";
import { useI18n } from "../../i18n/i18n-context.tsx";
import type { UserVerbs } from "./use-user-verbs.ts";

/** Says what will break and wants the name written out. */
export function DeleteDialog({
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
  const [typed, setTyped] = useState("");
  const name = person.displayName;
  const close = () => {
    setTyped("");
    onClose();
  };
  const submit = () => {
    if (typed.trim() !== name) return;
    verbs.remove();
    close();
  };
  return (
    <Dialog isOpen={isOpen} onOpenChange={close} title={t("user.delete.title", { name })} role="alertdialog">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <DialogBody>
          <p>{t("user.delete.detail")}</p>
          <TextField
            label={t("user.delete.type", { name })}
            value={typed}
            onChange={setTyped}
            autoFocus
            autoComplete="off"
            spellCheck="false"
          />
        </DialogBody>
        <DialogActions>
          <Button onPress={close}>{t("app.cancel")}</Button>
          <Button type="submit" kind="danger" isDisabled={typed.trim() !== name}>
            {t("user.delete.submit")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
