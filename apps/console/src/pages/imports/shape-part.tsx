import type { ImportDetail, Request, updateImport } from "@atrium/contracts";
import { Select, Switch } from "@atrium/ui";
import { useI18n } from "../../i18n/i18n-context.tsx";

type Shape = NonNullable<Request<typeof updateImport>["body"]>;
const delimiters = { ",": "comma", ";": "semicolon", "\t": "tab", "|": "bar" } as const;
const encodings = ["utf-8", "utf-16le", "utf-16be", "windows-1252"] as const;

/** How the file was read; said otherwise, it is read again. */
export function ShapePart({ detail, onChange }: { detail: ImportDetail; onChange: (shape: Shape) => void }) {
  const { t } = useI18n();
  const { format, delimiter, encoding, sheets, sheet, header } = detail;
  return (
    <section aria-label={t("imports.reading")} className="flex flex-col gap-3">
      <h2 className="font-serif text-title font-medium">{t("imports.reading")}</h2>
      <div className="flex flex-wrap items-end gap-4">
        {sheets.length > 1 && (
          <Select
            label={t("imports.sheet")}
            placeholder=""
            options={sheets.map((label, at) => ({ id: String(at), label }))}
            value={String(sheet)}
            onChange={(id) => onChange({ sheet: Number(id) })}
            className="w-48"
          />
        )}
        {format === "csv" && (
          <Select
            label={t("imports.delimiter")}
            placeholder=""
            options={Object.entries(delimiters).map(([id, name]) => ({
              id,
              label: t(`imports.delimiter.${name}`),
            }))}
            value={delimiter}
            onChange={(id) => onChange({ delimiter: id as keyof typeof delimiters })}
            className="w-44"
          />
        )}
        {format !== "xlsx" && (
          <Select
            label={t("imports.encoding")}
            placeholder=""
            options={encodings.map((id) => ({ id, label: id }))}
            value={encoding}
            onChange={(id) => onChange({ encoding: encodings.find((each) => each === id) ?? "utf-8" })}
            className="w-44"
          />
        )}
        {format !== "ndjson" && (
          <Switch isSelected={header} onChange={(on) => onChange({ header: on })}>
            {t("imports.header")}
          </Switch>
        )}
      </div>
    </section>
  );
}
