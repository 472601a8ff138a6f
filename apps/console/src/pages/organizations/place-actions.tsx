import {
  deleteOrganization,
  moveOrganization,
  restoreOrganization,
  setOrganizationStatus,
  type Organization,
} from "@atrium/contracts";
import { Button, Dialog, DialogActions, DialogBody, type Choice } from "@atrium/ui";
import { useState } from "react";
import { useCan } from "../../api/session.ts";
import { useVerb } from "../../api/use-verb.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import type { AskFirst } from "../../ui/confirm-dialog.tsx";
import { Section } from "../../ui/section.tsx";
import { FindOrganization } from "./find-organization.tsx";

/** What changes where an organization stands: suspend, move, delete, and the way back from each. */
export function PlaceActions({ organization, ask }: { organization: Organization; ask: AskFirst }) {
  const { t } = useI18n();
  const can = useCan();
  const { id, name, status } = organization;
  const [moving, setMoving] = useState(false);
  const suspend = useVerb(setOrganizationStatus, t("organizations.suspended", { name }));
  const reactivate = useVerb(setOrganizationStatus, t("organizations.reactivated", { name }));
  const remove = useVerb(deleteOrganization, t("organizations.deleted", { name }));
  const restore = useVerb(restoreOrganization, t("organizations.restored", { name }));
  const params = { id };
  if (status === "deleting") {
    return (
      <Section
        title={t("organizations.danger")}
        action={
          <Button kind="primary" isPending={restore.isPending} onPress={() => restore.run({ params })}>
            {t("organizations.restore")}
          </Button>
        }
      >
        {null}
      </Section>
    );
  }
  return (
    <Section title={t("organizations.danger")} detail={t("organizations.deleteDetail")}>
      <div className="flex flex-wrap gap-2">
        {can("organizations:manage") && (
          <Button onPress={() => setMoving(true)}>{t("organizations.move")}</Button>
        )}
        {status === "suspended" ? (
          <Button
            isPending={reactivate.isPending}
            onPress={() => reactivate.run({ params, body: { status: "active" } })}
          >
            {t("organizations.reactivate")}
          </Button>
        ) : (
          <Button
            kind="danger"
            isPending={suspend.isPending}
            onPress={() =>
              ask({
                title: t("organizations.suspendTitle", { name }),
                detail: t("organizations.suspendDetail"),
                submit: t("organizations.suspend"),
                typed: organization.slug,
                onConfirm: () => suspend.run({ params, body: { status: "suspended" } }),
              })
            }
          >
            {t("organizations.suspend")}
          </Button>
        )}
        <Button
          kind="danger"
          isPending={remove.isPending}
          onPress={() =>
            ask({
              title: t("organizations.deleteTitle", { name }),
              detail: t("organizations.deleteDetail"),
              submit: t("organizations.delete"),
              typed: organization.slug,
              onConfirm: () => remove.run({ params }),
            })
          }
        >
          {t("organizations.delete")}
        </Button>
      </div>
      {moving && <MoveDialog organization={organization} onClose={() => setMoving(false)} />}
    </Section>
  );
}

function MoveDialog({ organization, onClose }: { organization: Organization; onClose: () => void }) {
  const { t } = useI18n();
  const { id, name } = organization;
  const [parent, setParent] = useState<Choice | null>(null);
  const move = useVerb(moveOrganization, t("organizations.moved", { name }));
  return (
    <Dialog isOpen onOpenChange={onClose} title={t("organizations.moveTitle", { name })}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (parent !== null) move.run({ params: { id }, body: { parentId: parent.id } }, onClose);
        }}
      >
        <DialogBody>
          <p>{t("organizations.moveDetail")}</p>
          <FindOrganization value={parent} onChange={setParent} except={id} />
        </DialogBody>
        <DialogActions>
          <Button onPress={onClose}>{t("app.cancel")}</Button>
          <Button type="submit" kind="primary" isPending={move.isPending} isDisabled={parent === null}>
            {t("organizations.move")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
