import { groupKinds, updateGroup, type Group } from "@atrium/contracts";
import { Button, Dialog, DialogActions, DialogBody, Segmented } from "@atrium/ui";
import { isConflict } from "../../api/problem.ts";
import { useContractForm } from "../../api/use-contract-form.ts";
import { useApp } from "../../app/app-context.tsx";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { FormTextField } from "../../ui/form-field.tsx";
import { ProblemBanner } from "../../ui/problem-banner.tsx";

/** Name, kind and description. The slug never changes: it may be written down elsewhere. */
export function EditGroupDialog({ group, onClose }: { group: Group; onClose: () => void }) {
  const { t } = useI18n();
  const { toasts } = useApp();
  const form = useContractForm(updateGroup, {
    initial: { name: group.name, kind: group.kind, description: group.description ?? "" },
    request: ({ name = "", kind, description }) => ({
      params: { id: group.id },
      body: {
        name,
        kind: groupKinds.find((one) => one === kind) ?? "group",
        description: description?.trim() || null,
      },
    }),
    options: () => ({ version: group.version }),
    onDone: () => {
      toasts.add({ text: t("user.saved") }, { timeout: 5000 });
      onClose();
    },
  });
  return (
    <Dialog isOpen onOpenChange={onClose} title={t("groups.edit.title", { name: group.name })}>
      <form onSubmit={form.submit} noValidate>
        <DialogBody>
          {isConflict(form.problem) ? (
            <p>{t("groups.edit.conflict")}</p>
          ) : (
            <ProblemBanner error={form.problem} />
          )}
          <FormTextField form={form} name="name" autoFocus autoComplete="off" />
          <KindChoice value={form.values["kind"] ?? "group"} onChange={(kind) => form.set({ kind })} />
          <FormTextField form={form} name="description" label={t("groups.description")} multiline />
          <p className="text-small text-ink3">{t("groups.edit.slug", { slug: group.slug })}</p>
        </DialogBody>
        <DialogActions>
          <Button onPress={onClose}>{t("app.cancel")}</Button>
          <Button type="submit" kind="primary" isPending={form.isSending}>
            {t("user.save")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

export function KindChoice({ value, onChange }: { value: string; onChange: (kind: string) => void }) {
  const { t } = useI18n();
  return (
    <Segmented
      label={t("groups.kind")}
      value={value}
      segments={groupKinds.map((id) => ({ id, label: t(`groups.kind.${id}`) }))}
      onChange={onChange}
    />
  );
}
