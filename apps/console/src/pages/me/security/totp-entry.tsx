import { beginTotp, confirmTotp, removeTotp } from "@atrium/contracts";
import { Button, Dialog, DialogBody } from "@atrium/ui";
import { useOperationAction } from "../../../api/operation.ts";
import { useSayProblem, useVerb } from "../../../api/use-verb.ts";
import { useApp } from "../../../app/app-context.tsx";
import { useI18n } from "../../../i18n/i18n-context.tsx";
import { TotpForm } from "../../../ui/totp-form.tsx";
import type { AskFirst } from "../../../ui/confirm-dialog.tsx";
import { FactorEntry } from "./factor-entry.tsx";

export function TotpEntry({
  totp,
  ask,
}: {
  totp: { addedAt: string; lastUsedAt: string | null } | null;
  ask: AskFirst;
}) {
  const { t } = useI18n();
  const { toasts } = useApp();
  const say = useSayProblem();
  const begin = useOperationAction(beginTotp);
  const confirm = useOperationAction(confirmTotp, {
    onDone: () => {
      begin.reset();
      toasts.add({ text: t("factor.addedNow", { name: t("factor.totp") }) }, { timeout: 6000 });
    },
  });
  const remove = useVerb(removeTotp, t("factor.removed", { name: t("factor.totp") }));
  return (
    <>
      <FactorEntry
        title={t("factor.totp")}
        hint={t("factor.about.totp")}
        dates={totp}
        action={
          totp === null ? (
            <Button
              size="small"
              isPending={begin.isPending}
              aria-label={t("factor.setUpOf", { name: t("factor.totp") })}
              onPress={() => begin.mutate({}, { onError: say })}
            >
              {t("factor.setUp")}
            </Button>
          ) : (
            <Button
              size="small"
              kind="danger"
              aria-label={t("factor.removeOf", { name: t("factor.totp") })}
              onPress={() =>
                ask({
                  title: t("factor.removeOf", { name: t("factor.totp") }),
                  detail: t("factor.removeDetail"),
                  submit: t("factor.remove"),
                  onConfirm: () => remove.run(),
                })
              }
            >
              {t("factor.remove")}
            </Button>
          )
        }
      />
      {begin.data !== undefined && (
        <Dialog isOpen onOpenChange={begin.reset} title={t("factor.totp")} dismissable={false}>
          <DialogBody>
            <div className="pb-3">
              <TotpForm
                begun={begin.data}
                error={confirm.error}
                isSending={confirm.isPending}
                onCode={(code) => confirm.mutate({ request: { body: { code } } })}
              >
                <Button kind="quiet" onPress={begin.reset}>
                  {t("app.cancel")}
                </Button>
              </TotpForm>
            </div>
          </DialogBody>
        </Dialog>
      )}
    </>
  );
}
