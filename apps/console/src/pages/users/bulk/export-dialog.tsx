import {
  exportColumns,
  exportFormats,
  exportUsers,
  usualExportColumns,
  type ExportFormat,
} from "@atrium/contracts";
import { Button, Checkbox, Dialog, DialogActions, DialogBody, Segmented } from "@atrium/ui";
import { useId, useState } from "react";
import { useOperationAction } from "../../../api/operation.ts";
import { useI18n } from "../../../i18n/i18n-context.tsx";
import { useTray } from "../../../jobs/tray.tsx";
import { ProblemBanner } from "../../../ui/problem-banner.tsx";
import type { UserListSort } from "../../../app/list-search.ts";
import { attributeKey } from "../columns/attribute-columns.tsx";
import type { Columns } from "../columns/use-columns.ts";
import { useNameSet, type Chosen } from "./use-selection.ts";

/** Format and columns of an export: of those who are chosen, or of everybody whom the filter finds. */
export function ExportDialog({
  q,
  sort,
  chosen,
  shown,
  onClose,
}: {
  q: string;
  sort: UserListSort;
  chosen: Chosen;
  /** The columns of the list, whose attributes are offered and those that are shown already chosen. */
  shown: Pick<Columns, "all" | "ids">;
  onClose: () => void;
}) {
  const { t, find } = useI18n();
  const { follow } = useTray();
  const nameSet = useNameSet();
  const [format, setFormat] = useState<ExportFormat>("csv");
  const [columns, setColumns] = useState<ReadonlySet<string>>(
    () => new Set([...usualExportColumns, ...shown.ids.filter((id) => attributeKey(id) !== null)]),
  );
  const [gzip, setGzip] = useState(false);
  const [byteOrderMark, setByteOrderMark] = useState(false);
  const [failure, setFailure] = useState<Error | null>(null);
  const start = useOperationAction(exportUsers, {
    onDone: ({ id }) => {
      follow(id);
      onClose();
    },
  });
  const offered = [
    ...exportColumns.map((name) => ({ name, title: find(`field.${name}`) ?? name })),
    ...shown.all.flatMap(({ id, title }) => (attributeKey(id) === null ? [] : [{ name: id, title }])),
  ];
  const submit = async () => {
    setFailure(null);
    try {
      const selection = chosen.kind === "rows" ? (await nameSet(chosen, q)).id : undefined;
      start.mutate({
        request: {
          body: {
            format,
            columns: offered.flatMap(({ name }) => (columns.has(name) ? [name] : [])),
            ...(selection === undefined ? { ...(q && { q }) } : { selection }),
            sort,
            ...(gzip && { gzip }),
            ...(byteOrderMark && format === "csv" && { byteOrderMark }),
          },
        },
      });
    } catch (error) {
      setFailure(error instanceof Error ? error : new Error(String(error)));
    }
  };
  const isText = format === "csv" || format === "ndjson";
  return (
    <Dialog isOpen onOpenChange={onClose} title={t("export.title")} width="wide">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (columns.size > 0 && !start.isPending) void submit();
        }}
      >
        <DialogBody>
          <ProblemBanner error={start.error ?? failure} />
          <p>{chosen.kind === "rows" ? t("users.selected", { count: chosen.ids.size }) : t("export.what")}</p>
          <Segmented
            label={t("export.format")}
            segments={exportFormats.map((id) => ({ id, label: t(`export.format.${id}`) }))}
            value={format}
            onChange={setFormat}
          />
          {format === "pdf" && <p className="text-small">{t("export.pdfHelp")}</p>}
          <ColumnChoice offered={offered} chosen={columns} onChange={setColumns} />
          {isText && (
            <div className="flex flex-wrap gap-x-6 gap-y-2">
              <Checkbox isSelected={gzip} onChange={setGzip}>
                {t("export.gzip")}
              </Checkbox>
              {format === "csv" && (
                <Checkbox isSelected={byteOrderMark} onChange={setByteOrderMark}>
                  {t("export.bom")}
                </Checkbox>
              )}
            </div>
          )}
        </DialogBody>
        <DialogActions>
          <Button onPress={onClose}>{t("app.cancel")}</Button>
          <Button type="submit" kind="primary" isDisabled={columns.size === 0} isPending={start.isPending}>
            {t("export.submit")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function ColumnChoice({
  offered,
  chosen,
  onChange,
}: {
  offered: readonly { readonly name: string; readonly title: string }[];
  chosen: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
}) {
  const { t } = useI18n();
  const id = useId();
  return (
    <div role="group" aria-labelledby={id} className="flex flex-col gap-2">
      <span id={id} className="text-small font-medium text-ink2">
        {t("export.columns")}
      </span>
      <div className="grid grid-cols-2 gap-x-5 gap-y-1 sm:grid-cols-3">
        {offered.map(({ name, title }) => (
          <Checkbox
            key={name}
            isSelected={chosen.has(name)}
            onChange={(on) =>
              onChange(new Set(on ? [...chosen, name] : [...chosen].filter((other) => other !== name)))
            }
          >
            <bdi className="truncate">{title}</bdi>
          </Checkbox>
        ))}
      </div>
      {chosen.size === 0 && (
        <p role="alert" className="text-small text-bad">
          {t("export.columns.none")}
        </p>
      )}
    </div>
  );
}
