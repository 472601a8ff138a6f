import { deleteAttribute, getAttributeUsage, type Attribute } from "@atrium/contracts";
import { useOperation, useOperationAction } from "../../api/operation.ts";
import { useNotice } from "../../api/use-notice.ts";
import { useSayProblem } from "../../api/use-verb.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";

/** Says how many people lose a value before anything is deleted. */
export function DeleteAttribute({ attribute, onClose }: { attribute: Attribute; onClose: () => void }) {
  const { t } = useI18n();
  const say = useSayProblem();
  const tell = useNotice();
  const { id, key, name } = attribute;
  const usage = useOperation(getAttributeUsage, { params: { id } });
  const remove = useOperationAction(deleteAttribute);
  return (
    <ConfirmDialog
      asked={{
        title: t("attributes.deleteTitle", { name }),
        detail:
          usage.data === undefined ? (
            <p role="status">{t("attributes.counting")}</p>
          ) : (
            <p>{t("attributes.deleteDetail", { people: usage.data.people })}</p>
          ),
        submit: t("attributes.delete"),
        typed: key,
        onConfirm: () =>
          void remove
            .mutateAsync({ request: { params: { id } } })
            .then(() => tell(t("attributes.deleted", { name })))
            .catch(say),
      }}
      onClose={onClose}
    />
  );
}
