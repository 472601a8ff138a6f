import { updateApiKey, type ApiKey } from "@atrium/contracts";
import { Button, Dialog, DialogActions, DialogBody } from "@atrium/ui";
import { useContractForm } from "../../api/use-contract-form.ts";
import { useApp } from "../../app/app-context.tsx";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { ProblemBanner } from "../../ui/problem-banner.tsx";
import { KeyFields } from "./key-fields.tsx";
import { callsOf, expiryOf, linesOf, valuesOfKey } from "./key-values.ts";

/** The name, the bounds and the end of a key; its owner and its secret stay. */
export function EditKeyDialog({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const { t } = useI18n();
  const { toasts } = useApp();
  const form = useContractForm(updateApiKey, {
    initial: valuesOfKey(apiKey),
    request: (values, changed) => {
      const has = (...names: string[]) => names.some((name) => changed.includes(name));
      return {
        params: { id: apiKey.id },
        body: {
          ...(has("name") && { name: values["name"] ?? "" }),
          ...(has("scopes") && { scopes: linesOf(values["scopes"]) as never[] }),
          ...(has("lifetime", "expiresAt") && { expiresAt: expiryOf(values, Date.now()) }),
          ...(has("allowedAddresses") && { allowedAddresses: linesOf(values["allowedAddresses"]) }),
          ...(has("callsPerMinute") && { callsPerMinute: callsOf(values) }),
        },
      };
    },
    options: () => ({ version: apiKey.version }),
    onDone: ({ name }) => {
      toasts.add({ text: t("keys.saved", { name }) }, { timeout: 6000 });
      onClose();
    },
  });
  return (
    <Dialog isOpen onOpenChange={onClose} title={t("keys.editTitle", { name: apiKey.name })} width="wide">
      <form onSubmit={form.submit} noValidate>
        <DialogBody>
          <ProblemBanner error={form.problem} />
          <KeyFields form={form} />
        </DialogBody>
        <DialogActions>
          <Button onPress={onClose}>{t("app.cancel")}</Button>
          <Button
            type="submit"
            kind="primary"
            isPending={form.isSending}
            isDisabled={form.changed.length === 0}
          >
            {t("user.save")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
