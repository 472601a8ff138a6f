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
import type { UserSort } from "../use-user-list.ts";
import { useNameSet, type Chosen } from "./use-selection.ts";

/** Format and columns of an export: of those who are chosen, or of everybody whom the filter finds. */
export function ExportDialog({
  q,
  sort,
  chosen,
  onClose,
}: {
  q: string;
  sort: UserSort | null;
  chosen: Chosen;
  onClose: () => void;
}) {
  const { t } = useI18n();
  const { follow } = useTray();
  const nameSet = useNameSet();
  const [format, setFormat] = useState<ExportFormat>("csv");
  const [columns, setColumns] = useState<ReadonlySet<string>>(new Set(usualExportColumns));
  const [gzip, setGzip] = useState(false);
  const [byteOrderMark, setByteOrderMark] = useState(false);
  const [failure, setFailure] = useState<Error | null>(null);
  const start = useOperationAction(exportUsers, {
    onDone: ({ id }) => {
      follow(id);
      onClose();
    },
  });
  const submit = async () => {
    setFailure(null);
    try {
      const selection = chosen.kind === "rows" ? (await nameSet(chosen, q)).id : undefined;
      start.mutate({
        request: {
          body: {
            format,
            columns: exportColumns.filter((name) => columns.has(name)),
            ...(selection === undefined ? { ...(q && { q }) } : { selection }),
            ...(sort !== null && { sort }),
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
          <Columns chosen={columns} onChange={setColumns} />
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

function Columns({
  chosen,
  onChange,
}: {
  chosen: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
}) {
  const { t, find } = useI18n();
  const id = useId();
  return (
    <div role="group" aria-labelledby={id} className="flex flex-col gap-2">
      <span id={id} className="text-small font-medium text-ink2">
        {t("export.columns")}
      </span>
      <div className="grid grid-cols-2 gap-x-5 gap-y-1 sm:grid-cols-3">
        {exportColumns.map((name) => (
          <Checkbox
            key={name}
            isSelected={chosen.has(name)}
            onChange={(on) =>
              onChange(new Set(on ? [...chosen, name] : [...chosen].filter((other) => other !== name)))
            }
          >
            <span className="truncate">{find(`field.${name}`) ?? name}</span>
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
