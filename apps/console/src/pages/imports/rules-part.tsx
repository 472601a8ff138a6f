import { importKeys, type ImportRules } from "@atrium/contracts";
import { Segmented, Select, Switch, TextField } from "@atrium/ui";
import type { ReactNode } from "react";
import { useI18n } from "../../i18n/i18n-context.tsx";

function Choice({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-1">
      <span aria-hidden="true" className="text-small font-medium text-ink2">
        {label}
      </span>
      {children}
    </div>
  );
}

const statuses = ["pending", "active", "inactive"] as const;

/** Who counts as the same person, what becomes of them, and what new people get. */
export function RulesPart({
  rules,
  onChange,
}: {
  rules: ImportRules;
  onChange: (rules: ImportRules) => void;
}) {
  const { t } = useI18n();
  return (
    <section aria-label={t("imports.rules")} className="flex flex-col gap-4">
      <h2 className="font-serif text-title font-medium">{t("imports.rules")}</h2>
      <Select
        label={t("imports.rule.key")}
        placeholder=""
        options={importKeys.map((id) => ({ id, label: t(`field.${id}`) }))}
        value={rules.key}
        onChange={(id) => onChange({ ...rules, key: importKeys.find((each) => each === id) ?? "email" })}
        className="max-w-80"
      />
      <Choice label={t("imports.rule.found")}>
        <Segmented
          label={t("imports.rule.found")}
          segments={(["update", "skip", "conflict"] as const).map((id) => ({
            id,
            label: t(`imports.found.${id}`),
          }))}
          value={rules.found}
          onChange={(found) => onChange({ ...rules, found })}
        />
      </Choice>
      {rules.found === "update" && (
        <Choice label={t("imports.rule.empty")}>
          <Segmented
            label={t("imports.rule.empty")}
            segments={(["leave", "clear"] as const).map((id) => ({ id, label: t(`imports.empty.${id}`) }))}
            value={rules.empty}
            onChange={(empty) => onChange({ ...rules, empty })}
          />
        </Choice>
      )}
      <Choice label={t("imports.rule.status")}>
        <Segmented
          label={t("imports.rule.status")}
          segments={statuses.map((id) => ({ id, label: t(`status.${id}`) }))}
          value={rules.status}
          onChange={(status) => onChange({ ...rules, status })}
        />
      </Choice>
      <TextField
        label={t("imports.rule.roles")}
        description={t("imports.rolesHelp")}
        value={rules.roles.join(", ")}
        onChange={(text) => onChange({ ...rules, roles: text.split(/,\s*/) })}
        className="max-w-80"
        spellCheck="false"
      />
      <Switch isSelected={rules.invite} onChange={(invite) => onChange({ ...rules, invite })}>
        {t("imports.rule.invite")}
      </Switch>
    </section>
  );
}
