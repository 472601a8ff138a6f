import { Button, Dialog, DialogActions, DialogBody, TextField } from "@atrium/ui";
import { useState, type ReactNode } from "react";
import { useI18n } from "../i18n/i18n-context.tsx";

export type Confirmation = {
  title: string;
  /** What will break, and what will not. */
  detail: ReactNode;
  submit: string;
  /** To be written out before it goes on. */
  typed?: string;
  onConfirm: () => void;
};

export type AskFirst = (confirmation: Confirmation) => void;

/** Asks before what cannot be taken back. */
export function ConfirmDialog({ asked, onClose }: { asked: Confirmation | null; onClose: () => void }) {
  if (asked === null) return null;
  return <Asked key={asked.title} asked={asked} onClose={onClose} />;
}

function Asked({ asked, onClose }: { asked: Confirmation; onClose: () => void }) {
  const { t } = useI18n();
  const { title, detail, submit, typed, onConfirm } = asked;
  const [text, setText] = useState("");
  const ready = typed === undefined || text.trim() === typed;
  return (
    <Dialog isOpen onOpenChange={onClose} title={title} role="alertdialog">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!ready) return;
          onClose();
          onConfirm();
        }}
      >
        <DialogBody>
          <div>{detail}</div>
          {typed !== undefined && (
            <TextField
              label={t("confirm.type", { text: typed })}
              value={text}
              onChange={setText}
              autoFocus
              autoComplete="off"
              spellCheck="false"
            />
          )}
        </DialogBody>
        <DialogActions>
          <Button onPress={onClose} autoFocus={typed === undefined}>
            {t("app.cancel")}
          </Button>
          <Button type="submit" kind="danger" isDisabled={!ready}>
            {submit}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
