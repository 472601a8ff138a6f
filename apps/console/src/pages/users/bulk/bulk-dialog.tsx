import { bulkAct } from "@atrium/contracts";
import { Button, Dialog, DialogActions, DialogBody } from "@atrium/ui";
import { useEffect, useRef, useState } from "react";
import { useOperationAction } from "../../../api/operation.ts";
import { useI18n } from "../../../i18n/i18n-context.tsx";
import { useTray } from "../../../jobs/tray.tsx";
import { ProblemBanner } from "../../../ui/problem-banner.tsx";
import { BulkFields } from "./bulk-fields.tsx";
import { actOf, type BulkForm, type Values } from "./bulk-forms.ts";
import { useNameSet, type Chosen } from "./use-selection.ts";

type Named = { id: string; size: number };

/**
 * Says what will be done to how many before it is done. The set is named when the dialog opens and kept by the server,
 * so the number on the button is the number of those who are changed.
 */
export function BulkDialog({
  form,
  chosen,
  q,
  onClose,
  onStarted,
}: {
  form: BulkForm;
  chosen: Chosen;
  q: string;
  onClose: () => void;
  onStarted: () => void;
}) {
  const { t } = useI18n();
  const { follow } = useTray();
  const nameSet = useNameSet();
  const [named, setNamed] = useState<Named | null>(null);
  const [failure, setFailure] = useState<Error | null>(null);
  const [values, setValues] = useState<Values>({});
  const asked = useRef(false);
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    nameSet(chosen, q).then(setNamed, setFailure);
  }, [nameSet, chosen, q]);
  const start = useOperationAction(bulkAct, {
    onDone: ({ id }) => {
      follow(id);
      onClose();
      onStarted();
    },
  });
  const act = actOf(form.id, values);
  const ready = named !== null && named.size > 0 && act !== null;
  const submit = () => {
    if (!ready || start.isPending) return;
    start.mutate({ request: { body: { selection: named.id, size: named.size, ...act } } });
  };
  const title = t(`bulk.${form.id}.title`);
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={title}
      {...(form.danger && { role: "alertdialog" as const })}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <DialogBody>
          <ProblemBanner error={start.error ?? failure} />
          <p role="status">
            {named === null
              ? t("bulk.counting")
              : named.size === 0
                ? t("bulk.nobody")
                : t("bulk.names", { count: named.size })}
          </p>
          <BulkFields
            form={form.id}
            values={values}
            onChange={(changed) => setValues((old) => ({ ...old, ...changed }))}
          />
        </DialogBody>
        <DialogActions>
          <Button onPress={onClose}>{t("app.cancel")}</Button>
          <Button
            type="submit"
            kind={form.danger ? "danger" : "primary"}
            isDisabled={!ready}
            isPending={start.isPending}
          >
            {named === null ? title : t(`bulk.${form.id}.submit`, { count: named.size })}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
