import { addPasskey, newPasskeyOptions, removePasskey, renamePasskey, type Passkey } from "@atrium/contracts";
import { Badge, Button, Dialog, DialogActions, DialogBody, Mark } from "@atrium/ui";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { makePasskey, passkeysWork } from "../../../api/passkey.ts";
import { useCall } from "../../../api/operation.ts";
import { useContractForm } from "../../../api/use-contract-form.ts";
import { useSayProblem, useVerb } from "../../../api/use-verb.ts";
import { useApp } from "../../../app/app-context.tsx";
import { useI18n } from "../../../i18n/i18n-context.tsx";
import type { AskFirst } from "../../../ui/confirm-dialog.tsx";
import { Entry } from "../../../ui/entries.tsx";
import { FormTextField } from "../../../ui/form-field.tsx";
import { Moment } from "../../../ui/moment.tsx";
import { ProblemBanner } from "../../../ui/problem-banner.tsx";

export function PasskeyEntries({ passkeys, ask }: { passkeys: readonly Passkey[]; ask: AskFirst }) {
  const { t } = useI18n();
  const { toasts } = useApp();
  const call = useCall();
  const say = useSayProblem();
  const [renaming, setRenaming] = useState<Passkey | null>(null);
  const remove = useVerb(removePasskey, t("factor.removed", { name: t("factor.passkey") }));
  const add = useMutation({
    mutationFn: async () => {
      const credential = await makePasskey(await call(newPasskeyOptions));
      return call(addPasskey, { body: { credential } });
    },
    onSuccess: async (passkey, _none, _result, { client }) => {
      toasts.add({ text: t("factor.addedNow", { name: passkey.name }) }, { timeout: 6000 });
      await client.invalidateQueries({ queryKey: [null] });
    },
    onError: say,
  });
  return (
    <>
      <Entry
        title={t("factor.passkey")}
        mark={passkeys.length > 0 && <Mark tone="ok">{t("factor.on")}</Mark>}
        detail={passkeysWork() ? t("factor.about.passkey") : t("factor.noPasskeys")}
        action={
          passkeysWork() && (
            <Button size="small" isPending={add.isPending} onPress={() => add.mutate()}>
              {t("factor.addPasskey")}
            </Button>
          )
        }
      />
      {passkeys.map((passkey) => {
        const { id, name, createdAt, lastUsedAt, backedUp } = passkey;
        return (
          <Entry
            key={id}
            id={id}
            title={<span className="ps-4">{name}</span>}
            mark={backedUp && <Badge tone="dashed">{t("factor.backedUp")}</Badge>}
            detail={
              <span className="flex flex-wrap gap-x-3 ps-4">
                <span>
                  {t("factor.added")} <Moment iso={createdAt} none="" />
                </span>
                <span>
                  {t("factor.used")} <Moment iso={lastUsedAt} none={t("users.never")} />
                </span>
              </span>
            }
            action={
              <>
                <Button
                  size="small"
                  aria-label={t("factor.renameOf", { name })}
                  onPress={() => setRenaming(passkey)}
                >
                  {t("factor.rename")}
                </Button>
                <Button
                  size="small"
                  kind="danger"
                  aria-label={t("factor.removeOf", { name })}
                  onPress={() =>
                    ask({
                      title: t("factor.removeOf", { name }),
                      detail: t("factor.removeDetail"),
                      submit: t("factor.remove"),
                      onConfirm: () => remove.run({ params: { id } }),
                    })
                  }
                >
                  {t("factor.remove")}
                </Button>
              </>
            }
          />
        );
      })}
      {renaming !== null && <RenameDialog passkey={renaming} onClose={() => setRenaming(null)} />}
    </>
  );
}

function RenameDialog({ passkey, onClose }: { passkey: Passkey; onClose: () => void }) {
  const { t } = useI18n();
  const form = useContractForm(renamePasskey, {
    initial: { name: passkey.name },
    request: ({ name = "" }) => ({ params: { id: passkey.id }, body: { name } }),
    onDone: onClose,
  });
  return (
    <Dialog isOpen onOpenChange={onClose} title={t("factor.renameOf", { name: passkey.name })}>
      <form onSubmit={form.submit} noValidate>
        <DialogBody>
          <ProblemBanner error={form.problem} />
          <FormTextField form={form} name="name" autoFocus autoComplete="off" />
        </DialogBody>
        <DialogActions>
          <Button onPress={onClose}>{t("app.cancel")}</Button>
          <Button type="submit" kind="primary" isPending={form.isSending}>
            {t("factor.rename")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
