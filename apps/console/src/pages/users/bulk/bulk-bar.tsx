import type { UserSummary } from "@atrium/contracts";
import { Button, IconButton } from "@atrium/ui";
import { useState } from "react";
import { useCan } from "../../../api/session.ts";
import { useApp } from "../../../app/app-context.tsx";
import type { UserListSort } from "../../../app/list-search.ts";
import { useI18n } from "../../../i18n/i18n-context.tsx";
import type { Columns } from "../columns/use-columns.ts";
import { BulkDialog } from "./bulk-dialog.tsx";
import { bulkForms, type BulkForm } from "./bulk-forms.ts";
import { ExportDialog } from "./export-dialog.tsx";
import type { UserSelection } from "./use-selection.ts";

const deletedAlone = /\bstatus:deleted\b/;

/** What can be done to everybody who is chosen, in space of its own so that it covers nothing. */
export function BulkBar({
  selection,
  rows,
  q,
  sort,
  total,
  columns,
}: {
  selection: UserSelection;
  rows: readonly UserSummary[];
  q: string;
  sort: UserListSort;
  /** How many match, where the list knows; null where it does not. */
  total: string | null;
  columns: Columns;
}) {
  const { t } = useI18n();
  const can = useCan();
  const { toasts } = useApp();
  const [form, setForm] = useState<BulkForm | null>(null);
  const [exporting, setExporting] = useState(false);
  const { chosen, ticked, page } = selection;
  const everybody = chosen.kind === "all";
  const offered = bulkForms.filter(
    ({ permission, onDeleted }) => can(permission) && onDeleted === deletedAlone.test(q),
  );
  const copy = async () => {
    const emails = rows.filter(({ id }) => ticked.has(id)).map(({ email }) => email);
    await navigator.clipboard.writeText(emails.join("\n"));
    toasts.add({ text: t("users.emailsCopied", { count: emails.length }) }, { timeout: 5000 });
  };
  return (
    <div
      role="region"
      aria-label={t("users.bulkActions")}
      className="z-10 mx-4 my-2 flex shrink-0 flex-wrap items-center gap-2 rounded-control bg-inverse px-3 py-1.5 text-on-inverse max-md:sticky max-md:bottom-2 sm:mx-6"
    >
      <p className="font-medium" role="status">
        {everybody ? t("bulk.all", { count: total ?? "" }) : t("users.selected", { count: ticked.size })}
      </p>
      {page && !everybody && (
        <Button kind="inverse" onPress={selection.selectAll}>
          {t("bulk.selectAll")}
        </Button>
      )}
      <span className="flex-1" />
      {offered.map((each) => (
        <Button key={each.id} kind="inverse" onPress={() => setForm(each)}>
          {t(`bulk.${each.id}`)}
        </Button>
      ))}
      {can("users:export") && (
        <Button kind="inverse" onPress={() => setExporting(true)}>
          {t("bulk.export")}
        </Button>
      )}
      {!everybody && (
        <Button kind="inverse" onPress={() => void copy()}>
          {t("users.copyEmails")}
        </Button>
      )}
      <IconButton icon="close" kind="inverse" label={t("users.clearSelection")} onPress={selection.clear} />
      {form !== null && (
        <BulkDialog
          key={form.id}
          form={form}
          chosen={chosen}
          q={q}
          onClose={() => setForm(null)}
          onStarted={selection.clear}
        />
      )}
      {exporting && (
        <ExportDialog q={q} sort={sort} chosen={chosen} shown={columns} onClose={() => setExporting(false)} />
      )}
    </div>
  );
}
