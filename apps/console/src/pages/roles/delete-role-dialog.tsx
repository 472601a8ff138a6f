import { deleteRole, type Output, type Role, type getRole } from "@atrium/contracts";
import { Banner, Button, Dialog, DialogActions, DialogBody, TextField } from "@atrium/ui";
import { useState } from "react";
import { useCan } from "../../api/session.ts";
import { useOperationAction } from "../../api/operation.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { ProblemBanner } from "../../ui/problem-banner.tsx";
import { usePeopleCount } from "./change-bar.tsx";
import { RoleFinder, type FoundRole } from "./role-finder.tsx";
import { useWords } from "./words.ts";

type Touched = Output<typeof getRole>["touched"];

/** Says who holds it, wants another role for them and the slug written out: what is deleted does not come back. */
export function DeleteRoleDialog({
  role,
  touched,
  onClose,
  onDeleted,
}: {
  role: Role;
  touched: Touched;
  onClose: () => void;
  onDeleted: () => void;
}) {
  const { t } = useI18n();
  const words = useWords();
  const can = useCan();
  const people = usePeopleCount();
  const [typed, setTyped] = useState("");
  const [other, setOther] = useState<FoundRole | null>(null);
  const remove = useOperationAction(deleteRole, { onDone: onDeleted });
  const isHeld = touched.people + touched.others > 0;
  const isInherited = touched.roles.length > 0;
  const ready =
    typed.trim() === role.slug && !isInherited && (!isHeld || other !== null) && !remove.isPending;
  const submit = () => {
    if (!ready) return;
    remove.mutate({
      request: { params: { slug: role.slug }, query: other === null ? {} : { replacement: other.slug } },
    });
  };
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={t("roles.delete.title", { role: role.name })}
      role="alertdialog"
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <DialogBody>
          <ProblemBanner error={remove.error} />
          {isInherited && (
            <Banner tone="bad">{t("roles.delete.inherited", { roles: words.roles(touched.roles) })}</Banner>
          )}
          {!isInherited && (
            <p>
              {isHeld
                ? t("roles.delete.held", { people: people(touched), others: touched.others })
                : t("roles.delete.free")}
            </p>
          )}
          {isHeld && !isInherited && can("roles:assign") && (
            <>
              {other !== null && <p>{t("roles.delete.chosen", { role: other.name })}</p>}
              <RoleFinder
                label={t("roles.delete.replacement")}
                without={[role.slug]}
                refusedFor={({ assignable }) => (assignable ? null : t("roles.lock.role"))}
                onChoose={setOther}
              />
            </>
          )}
          {!isInherited && (
            <TextField
              label={t("confirm.type", { text: role.slug })}
              value={typed}
              onChange={setTyped}
              autoComplete="off"
              spellCheck="false"
            />
          )}
        </DialogBody>
        <DialogActions>
          <Button onPress={onClose} autoFocus>
            {t("app.cancel")}
          </Button>
          <Button type="submit" kind="danger" isDisabled={!ready} isPending={remove.isPending}>
            {t("roles.delete.submit")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
