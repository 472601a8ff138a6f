import { listUsers } from "@atrium/contracts";
import { parseFilter } from "@atrium/filter";
import { TextField } from "@atrium/ui";
import type { FormField } from "../../api/use-contract-form.ts";
import { useOperation } from "../../api/operation.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { useAtRest } from "../../ui/use-at-rest.ts";
import { useFilterFields } from "../users/use-filter-fields.ts";

/** The filter of a segment, and how many it finds as it stands. */
export function FilterField({ field }: { field: FormField }) {
  const { t, number } = useI18n();
  const { maxLength, error, value, ...rest } = field;
  const parsed = parseFilter(value, useFilterFields());
  const problem = parsed.ok ? undefined : parsed.errors[0]?.message;
  const asked = useAtRest(problem === undefined ? value.trim() : "");
  const found = useOperation(
    listUsers,
    { query: { q: asked, limit: 1 } },
    { enabled: asked !== "", keepPrevious: true },
  );
  const total = found.data?.total ?? null;
  const more = found.data?.totalKind === "at_least" ? "+" : "";
  return (
    <div className="flex flex-col gap-1.5">
      <TextField
        {...rest}
        label={t("segments.filterOf")}
        value={value}
        error={error ?? problem}
        description={t("segments.filterHelp")}
        autoComplete="off"
        spellCheck="false"
        inputClassName="font-mono text-small"
        {...(maxLength !== undefined && { maxLength })}
      />
      <p role="status" className="min-h-5 text-small text-ink2">
        {asked === "" || found.error !== null || total === null
          ? ""
          : t("segments.found", { count: `${number(total)}${more}` })}
      </p>
    </div>
  );
}
