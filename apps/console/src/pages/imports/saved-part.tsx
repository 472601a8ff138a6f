import {
  createImportMapping,
  listImportMappings,
  type ImportColumn,
  type ImportDetail,
  type ImportRules,
} from "@atrium/contracts";
import { Button, Select, TextField } from "@atrium/ui";
import { useState } from "react";
import { useOperation } from "../../api/operation.ts";
import { useVerb } from "../../api/use-verb.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";

/** Mappings that fit this file's columns, and a name to keep this one under. */
export function SavedPart({
  detail,
  onApply,
  onSave,
}: {
  detail: ImportDetail;
  onApply: (mapping: ImportColumn[], rules: ImportRules) => void;
  /** Has the server know the mapping as it stands, and goes on then. */
  onSave: (then: () => void) => void;
}) {
  const { t } = useI18n();
  const [name, setName] = useState("");
  const saved = useOperation(listImportMappings, { query: { import: detail.id } });
  const save = useVerb(createImportMapping, t("imports.savedNow", { name }));
  const items = saved.data?.items ?? [];
  const apply = (id: string): void => {
    const found = items.find((each) => each.id === id);
    if (found === undefined) return;
    const columns = found.columns.flatMap(({ name: column, ...rest }) => {
      const at = detail.columns.indexOf(column);
      return at === -1 ? [] : [{ ...rest, column: at }];
    });
    onApply(columns, found.rules);
  };
  return (
    <div className="flex flex-wrap items-end gap-4">
      {items.length > 0 && (
        <Select
          label={t("imports.saved")}
          placeholder={t("imports.savedNone")}
          options={items.map(({ id, name: label }) => ({ id, label }))}
          value={null}
          onChange={apply}
          className="w-56"
        />
      )}
      <form
        className="flex items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() === "") return;
          onSave(() => save.run({ body: { import: detail.id, name: name.trim() } }, () => setName("")));
        }}
      >
        <TextField label={t("imports.saveAs")} value={name} onChange={setName} className="w-56" />
        <Button type="submit" isPending={save.isPending} isDisabled={name.trim() === ""}>
          {t("imports.save")}
        </Button>
      </form>
    </div>
  );
}
