import { rotateApiKey, type ApiKey } from "@atrium/contracts";
import { Button, Dialog, DialogActions, DialogBody, Select } from "@atrium/ui";
import { useState } from "react";
import { useOperationAction } from "../../api/operation.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { ProblemBanner } from "../../ui/problem-banner.tsx";
import { SecretDialog, type Made } from "./secret-dialog.tsx";

const overlaps = [0, 1, 24, 72, 168];

export function RotateDialog({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const { t } = useI18n();
  const [hours, setHours] = useState("24");
  const [made, setMade] = useState<Made | null>(null);
  const rotate = useOperationAction(rotateApiKey, { onDone: setMade });
  if (made !== null) return <SecretDialog made={made} onClose={onClose} />;
  return (
    <Dialog isOpen onOpenChange={onClose} title={t("keys.rotateTitle", { name: apiKey.name })}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const request = { params: { id: apiKey.id }, body: { overlapHours: Number(hours) } };
          rotate.mutate({ request });
        }}
      >
        <DialogBody>
          <p>{t("keys.rotateDetail")}</p>
          <ProblemBanner error={rotate.error} />
          <Select
            label={t("keys.overlap")}
            placeholder={t("keys.overlap")}
            value={hours}
            onChange={setHours}
            options={overlaps.map((count) => ({
              id: String(count),
              label: count === 0 ? t("keys.overlap.none") : t("keys.overlap.hours", { count }),
            }))}
          />
        </DialogBody>
        <DialogActions>
          <Button onPress={onClose}>{t("app.cancel")}</Button>
          <Button type="submit" kind="primary" isPending={rotate.isPending}>
            {t("keys.rotateSubmit")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
