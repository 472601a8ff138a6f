import type { ImportColumn, ImportDetail } from "@atrium/contracts";
import { Cell, ColumnHeader, Row, Select, Table, TableHead } from "@atrium/ui";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { fieldName } from "./field-names.ts";

const ignored = "-";
const shownCells = 3;
const dateFormats = ["iso", "dmy", "mdy", "ymd"] as const;
const splits = {
  ";": "imports.delimiter.semicolon",
  ",": "imports.delimiter.comma",
  "|": "imports.delimiter.bar",
  "/": "imports.split.slash",
  "\n": "imports.split.newline",
} as const;
const isSplit = (text: string): text is keyof typeof splits => Object.hasOwn(splits, text);
const lists = new Set(["tags", "roles", "groups"]);

const plain = (column: number, field: string): ImportColumn => ({
  column, field, as: "text", dateFormat: "iso", trueWords: [], falseWords: [], split: ";",
}); // prettier-ignore

/** Each column of the file with its first cells and what it becomes. */
export function ColumnsTable({
  detail,
  mapping,
  onChange,
}: {
  detail: ImportDetail;
  mapping: readonly ImportColumn[];
  onChange: (mapping: ImportColumn[]) => void;
}) {
  const i18n = useI18n();
  const { t } = i18n;
  const of = new Map(mapping.map((column) => [column.column, column]));
  const taken = new Set(mapping.map(({ field }) => field));
  const set = (at: number, next: ImportColumn | null) =>
    onChange([...mapping.filter(({ column }) => column !== at), ...(next === null ? [] : [next])]);
  const options = (own: string | undefined) => [
    { id: ignored, label: t("imports.ignore") },
    ...detail.fields
      .filter(({ field }) => field === own || !taken.has(field))
      .map((each) => ({ id: each.field, label: fieldName(i18n, each) })),
  ];
  return (
    <Table label={t("imports.columns")}>
      <TableHead>
        <ColumnHeader className="ps-0">{t("imports.columnIn")}</ColumnHeader>
        <ColumnHeader className="max-md:hidden">{t("imports.columnSample")}</ColumnHeader>
        <ColumnHeader className="pe-0">{t("imports.columnBecomes")}</ColumnHeader>
      </TableHead>
      <tbody>
        {detail.columns.map((name, at) => {
          const own = of.get(at);
          const cells = detail.sample.map((row) => row[at] ?? "").filter((cell) => cell !== "");
          return (
            <Row key={at}>
              <Cell header className="max-w-60 ps-0 align-top">
                <bdi className="block truncate pt-1.5 font-medium">{name}</bdi>
                <span className="block truncate text-small text-ink3 md:hidden">
                  <bdi>{cells[0]}</bdi>
                </span>
              </Cell>
              <Cell className="w-full max-w-0 align-top max-md:hidden">
                <ul className="py-1.5 text-small text-ink2">
                  {cells.slice(0, shownCells).map((cell, n) => (
                    <li key={n} className="truncate">
                      <bdi>{cell}</bdi>
                    </li>
                  ))}
                </ul>
              </Cell>
              <Cell className="pe-0 align-top">
                <div className="flex flex-col gap-2 py-0.5 sm:w-64">
                  <Select
                    label={t("imports.becomes", { column: name })}
                    hideLabel
                    placeholder={t("imports.ignore")}
                    options={options(own?.field)}
                    value={own?.field ?? ignored}
                    onChange={(field) =>
                      set(at, field === ignored ? null : { ...(own ?? plain(at, field)), field })
                    }
                  />
                  {own !== undefined && (own.field === "birthDate" || own.as === "date") && (
                    <Select
                      label={t("imports.dateFormat", { column: name })}
                      hideLabel
                      placeholder=""
                      options={dateFormats.map((id) => ({ id, label: t(`imports.date.${id}`) }))}
                      value={own.dateFormat}
                      onChange={(id) =>
                        set(at, { ...own, dateFormat: dateFormats.find((each) => each === id) ?? "iso" })
                      }
                    />
                  )}
                  {own !== undefined && (lists.has(own.field) || own.as === "list") && (
                    <Select
                      label={t("imports.split", { column: name })}
                      hideLabel
                      placeholder=""
                      options={Object.entries(splits).map(([id, name]) => ({ id, label: t(name) }))}
                      value={own.split}
                      onChange={(id) => isSplit(id) && set(at, { ...own, split: id })}
                    />
                  )}
                </div>
              </Cell>
            </Row>
          );
        })}
      </tbody>
    </Table>
  );
}
