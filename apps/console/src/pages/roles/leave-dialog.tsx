import { Button, Dialog, DialogActions, DialogBody } from "@atrium/ui";
import { useI18n } from "../../i18n/i18n-context.tsx";

/** On the way out with something that is not saved. */
export function LeaveDialog({ onStay, onLeave }: { onStay: () => void; onLeave: () => void }) {
  const { t } = useI18n();
  return (
    <Dialog isOpen onOpenChange={onStay} title={t("roles.leave.title")} role="alertdialog">
      <DialogBody>
        <p>{t("roles.leave.detail")}</p>
      </DialogBody>
      <DialogActions>
        <Button onPress={onStay} autoFocus>
          {t("roles.leave.stay")}
        </Button>
        <Button kind="danger" onPress={onLeave}>
          {t("roles.leave.submit")}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
