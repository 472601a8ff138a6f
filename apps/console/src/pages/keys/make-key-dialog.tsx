import { createApiKey, listServiceAccounts } from "@atrium/contracts";
import { Button, Dialog, DialogActions, DialogBody, Select } from "@atrium/ui";
import { useState } from "react";
import { useOperation } from "../../api/operation.ts";
import { useCan, useSession } from "../../api/session.ts";
import { useContractForm } from "../../api/use-contract-form.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { ProblemBanner } from "../../ui/problem-banner.tsx";
import { KeyFields } from "./key-fields.tsx";
import { callsOf, expiryOf, linesOf, newKeyValues, self } from "./key-values.ts";
import { SecretDialog, type Made } from "./secret-dialog.tsx";

/** From the form to the secret; what is closed at the end has been seen. */
export function MakeKeyDialog({
  owner,
  onClose,
}: {
  /** The service account that it is for; without one, oneself or one that is chosen. */
  owner?: { id: string; name: string };
  onClose: () => void;
}) {
  const { t } = useI18n();
  const can = useCan();
  const { data: session } = useSession();
  const [made, setMade] = useState<Made | null>(null);
  const accounts = useOperation(
    listServiceAccounts,
    { query: { limit: 200, q: "status:active", count: "none" } },
    { enabled: owner === undefined && can("service_accounts:read") },
  );
  // Who only looks in from the platform is nobody here, and makes keys for service accounts alone.
  const standsHere = session?.organization?.userId != null;
  const owners =
    owner !== undefined
      ? [{ id: owner.id, label: owner.name }]
      : [
          ...(standsHere
            ? [{ id: self, label: t("keys.ownerSelf", { name: session.user?.displayName ?? "" }) }]
            : []),
          ...(accounts.data?.items ?? []).map(({ id, name }) => ({ id, label: name })),
        ];
  const form = useContractForm(createApiKey, {
    initial: newKeyValues(owner?.id ?? (standsHere ? self : "")),
    request: (values) => {
      const calls = callsOf(values);
      const { owner: chosen = self, name = "" } = values;
      return {
        body: {
          name,
          // The server says which of them are none.
          scopes: linesOf(values["scopes"]) as never[],
          expiresAt: expiryOf(values, Date.now()),
          allowedAddresses: linesOf(values["allowedAddresses"]),
          ...(calls !== null && { callsPerMinute: calls }),
          ...(chosen !== self && chosen !== "" && { serviceAccountId: chosen }),
        },
      };
    },
    onDone: setMade,
  });
  if (made !== null) return <SecretDialog made={made} onClose={onClose} />;
  return (
    <Dialog isOpen onOpenChange={onClose} title={t("keys.makeTitle")} width="wide">
      <form onSubmit={form.submit} noValidate>
        <DialogBody>
          <p>{t("keys.makeDetail")}</p>
          <ProblemBanner error={form.problem} />
          <KeyFields form={form}>
            {owners.length > 1 && (
              <Select
                label={t("keys.owner")}
                placeholder={t("keys.owner")}
                value={form.values["owner"] ?? null}
                options={owners}
                onChange={(chosen) => form.set({ owner: chosen })}
              />
            )}
          </KeyFields>
        </DialogBody>
        <DialogActions>
          <Button onPress={onClose}>{t("app.cancel")}</Button>
          <Button type="submit" kind="primary" isPending={form.isSending}>
            {t("keys.make")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
