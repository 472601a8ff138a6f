import {
  checkImport,
  updateImport,
  type ImportColumn,
  type ImportDetail,
  type ImportRules,
} from "@atrium/contracts";
import { Banner, Button } from "@atrium/ui";
import { useState } from "react";
import { useVerb } from "../../api/use-verb.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { ColumnsTable } from "./columns-table.tsx";
import { RulesPart } from "./rules-part.tsx";
import { SavedPart } from "./saved-part.tsx";
import { ShapePart } from "./shape-part.tsx";

/** What becomes of each column, by which rules; ends with a dry run. */
export function ColumnsStep({ detail, onTried }: { detail: ImportDetail; onTried: () => void }) {
  const { t } = useI18n();
  const [mapping, setMapping] = useState<ImportColumn[]>(detail.mapping);
  const [rules, setRules] = useState<ImportRules>(detail.rules);
  const update = useVerb(updateImport);
  const check = useVerb(checkImport);
  const params = { id: detail.id };
  const wanted = {
    mapping,
    rules: { ...rules, roles: rules.roles.map((slug) => slug.trim()).filter(Boolean) },
  };
  const keyed = mapping.some(({ field }) => field === rules.key);
  const known = new Set(mapping.map(({ column }) => column));
  const out = detail.columns.filter((_, at) => !known.has(at));
  const tell = (then: () => void) => update.run({ params, body: wanted }, then);
  return (
    <div className="flex flex-col gap-8">
      {detail.error !== null && <Banner tone="bad">{detail.error}</Banner>}
      <ShapePart detail={detail} onChange={(shape) => update.run({ params, body: shape })} />
      <section className="flex flex-col gap-3">
        <h2 className="font-serif text-title font-medium">{t("imports.columns")}</h2>
        <SavedPart
          detail={detail}
          onSave={tell}
          onApply={(columns, saved) => {
            setMapping(columns);
            setRules(saved);
          }}
        />
        <ColumnsTable detail={detail} mapping={mapping} onChange={setMapping} />
        {out.length > 0 && (
          <p className="text-ink2">{t("imports.leftOut", { count: out.length, names: out.join(", ") })}</p>
        )}
      </section>
      <RulesPart rules={rules} onChange={setRules} />
      <div className="flex flex-wrap items-center gap-3">
        <Button
          kind="primary"
          isDisabled={!keyed}
          isPending={update.isPending || check.isPending}
          onPress={() => tell(() => check.run({ params }, onTried))}
        >
          {t("imports.try")}
        </Button>
        <p role="status" className="text-ink2">
          {keyed ? t("imports.tryHint") : t("imports.keyMissing", { field: t(`field.${rules.key}`) })}
        </p>
      </div>
    </div>
  );
}
