import { createGroup, groupKinds } from "@atrium/contracts";
import { Button, IconButton } from "@atrium/ui";
import { useActions } from "../../actions/use-actions.ts";
import { useContractForm } from "../../api/use-contract-form.ts";
import { useApp } from "../../app/app-context.tsx";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { FormTextField } from "../../ui/form-field.tsx";
import { ProblemBanner } from "../../ui/problem-banner.tsx";
import { KindChoice } from "./edit-group-dialog.tsx";

/** Makes groups without leaving the tree: Enter makes one and waits for the next, Escape ends it. */
export function NewGroupBar({
  above,
  onMade,
  onClose,
}: {
  above: { id: string; name: string } | null;
  onMade: (group: { id: string; name: string }) => void;
  onClose: () => void;
}) {
  const { t } = useI18n();
  const { toasts } = useApp();
  const form = useContractForm(createGroup, {
    initial: { name: "", kind: above === null ? "group" : "team" },
    request: ({ name = "", kind }) => ({
      body: {
        name,
        kind: groupKinds.find((one) => one === kind) ?? "group",
        ...(above !== null && { parentId: above.id }),
      },
    }),
    idempotent: true,
    onDone: (group) => {
      toasts.add({ text: t("groups.made", { name: group.name }) }, { timeout: 5000 });
      form.restart({ name: "", kind: group.kind });
      onMade(group);
    },
  });
  useActions([
    {
      id: "groups.new.close",
      title: "action.back",
      section: "here",
      keys: ["escape"],
      keyboardOnly: true,
      run: onClose,
    },
  ]);
  return (
    <form
      onSubmit={form.submit}
      noValidate
      aria-label={t("groups.new")}
      className="shrink-0 border-b border-line bg-sunk px-4 py-3 sm:px-6"
    >
      <ProblemBanner error={form.problem} />
      <div className="flex flex-wrap items-end gap-3">
        <FormTextField
          key={above?.id ?? "outermost"}
          form={form}
          name="name"
          label={above === null ? t("groups.new.outermost") : t("groups.new.below", { name: above.name })}
          autoFocus
          autoComplete="off"
          className="min-w-60 flex-1"
        />
        <KindChoice value={form.values["kind"] ?? "group"} onChange={(kind) => form.set({ kind })} />
        <Button type="submit" kind="primary" isPending={form.isSending}>
          {t("groups.new.submit")}
        </Button>
        <IconButton icon="close" label={t("app.close")} onPress={onClose} />
      </div>
    </form>
  );
}
