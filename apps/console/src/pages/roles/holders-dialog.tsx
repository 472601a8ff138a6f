import { Button, Dialog, DialogActions, DialogBody } from "@atrium/ui";
import { useState } from "react";
import { RadioGroup } from "react-aria-components/RadioGroup";
import { useCan } from "../../api/session.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { Choice } from "./choice.tsx";
import { usePeopleCount, type RolePreview } from "./change-bar.tsx";
import { RoleFinder, type FoundRole } from "./role-finder.tsx";
import { useWords } from "./words.ts";

/** A role that is held loses something: what becomes of whoever holds it. */
export function HoldersDialog({
  slug,
  preview,
  onClose,
  onSave,
}: {
  slug: string;
  preview: RolePreview;
  onClose: () => void;
  onSave: (holders: string) => void;
}) {
  const { t } = useI18n();
  const can = useCan();
  const words = useWords();
  const people = usePeopleCount();
  const [choice, setChoice] = useState<"keep" | "other">("keep");
  const [other, setOther] = useState<FoundRole | null>(null);
  const ready = choice === "keep" || other !== null;
  return (
    <Dialog isOpen onOpenChange={onClose} title={t("roles.narrow.title")} role="alertdialog">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) onSave(choice === "keep" ? "keep" : (other?.slug ?? "keep"));
        }}
      >
        <DialogBody>
          <p>
            {t("roles.narrow.detail", {
              people: people(preview.touched),
              what: words.permissions(preview.loses),
            })}
          </p>
          <RadioGroup
            aria-label={t("roles.narrow.holders")}
            value={choice}
            onChange={(value) => setChoice(value === "other" ? "other" : "keep")}
            className="flex flex-col gap-2"
          >
            <Choice value="keep">{t("roles.narrow.keep")}</Choice>
            <Choice value="other" isDisabled={!can("roles:assign")}>
              {other === null ? t("roles.narrow.other") : t("roles.narrow.otherNamed", { role: other.name })}
            </Choice>
          </RadioGroup>
          {choice === "other" && (
            <RoleFinder
              label={t("roles.delete.replacement")}
              without={[slug]}
              refusedFor={({ assignable }) => (assignable ? null : t("roles.lock.role"))}
              onChoose={setOther}
            />
          )}
        </DialogBody>
        <DialogActions>
          <Button onPress={onClose} autoFocus>
            {t("app.cancel")}
          </Button>
          <Button type="submit" kind="danger" isDisabled={!ready}>
            {t("roles.narrow.submit")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
