import { createView, type View } from "@atrium/contracts";
import { Button, Dialog, DialogActions, DialogBody, TextField } from "@atrium/ui";
import { useState } from "react";
import { useContractForm } from "../../../api/use-contract-form.ts";
import { useNotice } from "../../../api/use-notice.ts";
import { useI18n } from "../../../i18n/i18n-context.tsx";
import { FormTextField } from "../../../ui/form-field.tsx";
import { ProblemBanner } from "../../../ui/problem-banner.tsx";
import type { Look } from "./current-view.ts";

/** Saves how the list is looked at now, under a name. */
export function SaveViewDialog({
  look,
  onClose,
  onSaved,
}: {
  look: Look;
  onClose: () => void;
  onSaved: (view: View) => void;
}) {
  const { t } = useI18n();
  const tell = useNotice();
  const form = useContractForm(createView, {
    initial: { name: "" },
    request: ({ name = "" }) => ({
      body: { name, q: look.q, sort: look.sort, columns: [...look.columns] },
    }),
    idempotent: true,
    onDone: (view) => {
      tell(t("lists.view.saved", { name: view.name }));
      onClose();
      onSaved(view);
    },
  });
  return (
    <Dialog isOpen onOpenChange={onClose} title={t("lists.view.save")}>
      <form onSubmit={form.submit} noValidate>
        <DialogBody>
          <p>{t("lists.view.saveDetail")}</p>
          <ProblemBanner error={form.problem} />
          <FormTextField form={form} name="name" autoFocus autoComplete="off" />
        </DialogBody>
        <DialogActions>
          <Button onPress={onClose}>{t("app.cancel")}</Button>
          <Button type="submit" kind="primary" isPending={form.isSending}>
            {t("lists.view.saveSubmit")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

export function RenameViewDialog({
  view,
  onClose,
  onRename,
}: {
  view: View;
  onClose: () => void;
  onRename: (name: string) => void;
}) {
  const { t } = useI18n();
  const [name, setName] = useState(view.name);
  const wanted = name.trim();
  return (
    <Dialog isOpen onOpenChange={onClose} title={t("lists.view.rename")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (wanted === "") return;
          onClose();
          if (wanted !== view.name) onRename(wanted);
        }}
      >
        <DialogBody>
          <TextField
            label={t("field.name")}
            value={name}
            onChange={setName}
            maxLength={60}
            autoFocus
            isRequired
          />
        </DialogBody>
        <DialogActions>
          <Button onPress={onClose}>{t("app.cancel")}</Button>
          <Button type="submit" kind="primary" isDisabled={wanted === ""}>
            {t("lists.view.renameSubmit")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
