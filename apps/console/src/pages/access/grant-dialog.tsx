import { giveGrant, permissionNames } from "@atrium/contracts";
import { Button, Dialog, DialogActions, DialogBody, type Choice } from "@atrium/ui";
import { useState, type FormEvent } from "react";
import { useContractForm } from "../../api/use-contract-form.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { FormTextField } from "../../ui/form-field.tsx";
import { ProblemBanner } from "../../ui/problem-banner.tsx";
import { useRoleNames } from "../../ui/role-names.ts";
import { AskInstead } from "../requests/ask-instead.tsx";
import { MomentField } from "./moment-field.tsx";
import { GiftPicker, ScopePicker } from "./pickers.tsx";
import { useEndGrant } from "./use-end-grant.ts";
import { usePermissionWords } from "./words.ts";

export type Gift = { readonly who: Choice; readonly what?: string; readonly on?: Choice | null };

/** A role or a single right for somebody, somewhere, for a time. */
export function GrantDialog({ gift, onClose }: { gift: Gift; onClose: () => void }) {
  const { t } = useI18n();
  const roleName = useRoleNames();
  const { title } = usePermissionWords();
  const { said } = useEndGrant();
  const isRight = (id: string): boolean => permissionNames.some((name) => name === id);
  const named = (id: string): string => (isRight(id) ? title(id) : roleName(id));
  const [what, setWhat] = useState<Choice | null>(
    gift.what === undefined ? null : { id: gift.what, label: named(gift.what) },
  );
  const [scope, setScope] = useState<Choice | null>(gift.on ?? null);
  const [lacks, setLacks] = useState(false);
  const who = gift.who.label;
  const wish = (until: string | undefined) => {
    const permission = permissionNames.find((name) => name === what?.id);
    return {
      subject: gift.who.id,
      ...(permission === undefined ? { role: what?.id ?? "" } : { permission }),
      scope: scope?.id ?? "organization",
      ...(until && { validUntil: new Date(until).toISOString() }),
    };
  };
  const form = useContractForm(giveGrant, {
    initial: { validFrom: "", validUntil: "", reason: "" },
    request: ({ validFrom, validUntil, reason }) => ({
      body: {
        ...wish(validUntil),
        ...(validFrom && { validFrom: new Date(validFrom).toISOString() }),
        ...(reason && { reason }),
      },
    }),
    idempotent: true,
    onDone: (grant) => {
      said(grant, { who, what: named(what?.id ?? "") });
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setLacks(what === null);
    if (what !== null) form.submit();
  };
  return (
    <Dialog isOpen onOpenChange={onClose} title={t("access.grant.title", { who })}>
      <form onSubmit={submit} noValidate>
        <DialogBody>
          <p>{t("access.grant.detail")}</p>
          <ProblemBanner error={form.problem} />
          <AskInstead
            error={form.problem}
            who={who}
            wish={{ ...wish(form.values["validUntil"]), reason: form.values["reason"] ?? "" }}
            onAsked={onClose}
          />
          <GiftPicker
            value={what}
            isRequired
            autoFocus={what === null}
            error={lacks && what === null ? t("access.grant.missing") : undefined}
            onChange={setWhat}
          />
          <ScopePicker label={t("access.grant.where")} value={scope} onChange={setScope} />
          <div className="grid gap-4 sm:grid-cols-2">
            <MomentField form={form} name="validFrom" label={t("access.grant.from")} />
            <MomentField form={form} name="validUntil" label={t("access.grant.until")} />
          </div>
          <FormTextField form={form} name="reason" label={t("access.grant.reason")} autoComplete="off" />
        </DialogBody>
        <DialogActions>
          <Button onPress={onClose}>{t("app.cancel")}</Button>
          <Button type="submit" kind="primary" isPending={form.isSending}>
            {t("access.grant.submit")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
