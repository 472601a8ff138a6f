import { Button, Dialog, DialogActions, DialogBody, TextField } from "@atrium/ui";
import { useState } from "react";
import { useI18n } from "../../i18n/i18n-context.tsx";

/** Revokes several at once, with a word about why. */
export function RevokeDialog({
  count,
  onRevoke,
  onClose,
}: {
  count: number;
  onRevoke: (comment: string) => void;
  onClose: () => void;
}) {
  const { t } = useI18n();
  const [comment, setComment] = useState("");
  return (
    <Dialog isOpen onOpenChange={onClose} title={t("reviews.revokeTitle", { count })} role="alertdialog">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onClose();
          onRevoke(comment.trim());
        }}
      >
        <DialogBody>
          <p>{t("reviews.revokeDetail")}</p>
          <TextField
            label={t("reviews.comment")}
            value={comment}
            onChange={setComment}
            autoFocus
            maxLength={500}
          />
        </DialogBody>
        <DialogActions>
          <Button onPress={onClose}>{t("app.cancel")}</Button>
          <Button type="submit" kind="danger">
            {t("reviews.revoke")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
