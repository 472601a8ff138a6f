import { eraseUser, type User } from "@atrium/contracts";
import { Button, Dialog, DialogActions, DialogBody, TextField } from "@atrium/ui";
import { useState } from "react";
import { useActions } from "../../../actions/use-actions.ts";
import { useOperationAction } from "../../../api/operation.ts";
import { useNotice } from "../../../api/use-notice.ts";
import { useI18n } from "../../../i18n/i18n-context.tsx";
import { ProblemBanner } from "../../../ui/problem-banner.tsx";
import { Section } from "../../../ui/section.tsx";

/** The one act that nothing brings back: it says what goes and what stays, and wants the address written out. */
export function ErasePart({ person, onErased }: { person: User; onErased: () => void }) {
  const { t } = useI18n();
  const [asking, setAsking] = useState(false);
  useActions([
    {
      id: "user.erase",
      title: "privacy.erase",
      section: "here",
      danger: true,
      run: () => setAsking(true),
    },
  ]);
  return (
    <Section
      title={t("privacy.danger")}
      detail={t("privacy.eraseShort")}
      action={
        <Button kind="danger" onPress={() => setAsking(true)}>
          {t("privacy.erase")}
        </Button>
      }
    >
      {asking && <EraseDialog person={person} onClose={() => setAsking(false)} onErased={onErased} />}
    </Section>
  );
}

function EraseDialog({
  person,
  onClose,
  onErased,
}: {
  person: User;
  onClose: () => void;
  onErased: () => void;
}) {
  const { t } = useI18n();
  const tell = useNotice();
  const [confirm, setConfirm] = useState("");
  const [reason, setReason] = useState("");
  const erase = useOperationAction(eraseUser, {
    onDone: () => {
      onClose();
      tell(t("privacy.erased", { name: person.displayName }));
      onErased();
    },
  });
  const ready = confirm.trim().toLowerCase() === person.email.toLowerCase();
  const what = [
    "privacy.goes.profile",
    "privacy.goes.access",
    "privacy.goes.account",
    "privacy.goes.events",
  ] as const;
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={t("privacy.eraseTitle", { name: person.displayName })}
      role="alertdialog"
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!ready || erase.isPending) return;
          const body = { confirm: confirm.trim(), ...(reason.trim() && { reason: reason.trim() }) };
          erase.mutate({ request: { params: { id: person.id }, body } });
        }}
      >
        <DialogBody>
          <ProblemBanner error={erase.error} />
          <ul className="flex list-disc flex-col gap-1 ps-5">
            {what.map((key) => (
              <li key={key}>{t(key)}</li>
            ))}
          </ul>
          <p className="font-medium text-ink">{t("privacy.goes.forEver")}</p>
          <TextField
            label={t("privacy.eraseType", { email: person.email })}
            value={confirm}
            onChange={setConfirm}
            autoFocus
            autoComplete="off"
            spellCheck="false"
          />
          <TextField
            label={t("field.reason")}
            value={reason}
            onChange={setReason}
            maxLength={500}
            autoComplete="off"
          />
        </DialogBody>
        <DialogActions>
          <Button onPress={onClose}>{t("app.cancel")}</Button>
          <Button type="submit" kind="danger" isDisabled={!ready} isPending={erase.isPending}>
            {t("privacy.eraseSubmit")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
