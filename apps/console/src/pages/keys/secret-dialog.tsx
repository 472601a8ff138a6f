import { Banner, Button, CopyText, Dialog, DialogActions, DialogBody } from "@atrium/ui";
import { useI18n } from "../../i18n/i18n-context.tsx";

export type Made = { name: string; key: string };

/** The one sight of a secret: nothing closes it but the word that it was kept. */
export function SecretDialog({ made: { name, key }, onClose }: { made: Made; onClose: () => void }) {
  const { t } = useI18n();
  const call = `curl ${location.origin}/api/v1/users -H "Authorization: Bearer ${key}"`;
  const copyable = (text: string) => (
    <CopyText
      text={text}
      copy={t("app.copy")}
      copied={t("app.copied")}
      className="w-full justify-between rounded-control border border-control-line bg-sunk px-3 py-2"
    />
  );
  return (
    <Dialog isOpen onOpenChange={onClose} title={t("keys.secretTitle")} width="wide" dismissable={false}>
      <DialogBody>
        <Banner tone="warn">{t("keys.secretDetail", { name })}</Banner>
        <div className="flex flex-col gap-1">
          <p className="text-small font-medium">{t("keys.secret")}</p>
          {copyable(key)}
        </div>
        <div className="flex flex-col gap-1">
          <p className="text-small font-medium">{t("keys.secretTry")}</p>
          {copyable(call)}
        </div>
      </DialogBody>
      <DialogActions>
        <Button kind="primary" onPress={onClose}>
          {t("keys.secretKept")}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
