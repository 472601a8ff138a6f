import { listRoles, permissionNames, permissions } from "@atrium/contracts";
import { Checkbox, Combobox, type Choice } from "@atrium/ui";
import { useState } from "react";
import { useOperation } from "../../api/operation.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import type { Change } from "./what-if.ts";
import { usePermissionWords } from "./words.ts";

/** A role of one's own, and what it would allow or inherit. */
export function RoleChangeFields({
  kind,
  onChange,
}: {
  kind: "role" | "inherit";
  onChange: (change: Change | null) => void;
}) {
  const { t } = useI18n();
  const { title } = usePermissionWords();
  const { data } = useOperation(listRoles);
  const [slug, setSlug] = useState<string | null>(null);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const all = data?.items ?? [];
  const own = all.filter(({ system }) => !system);
  const role = own.find((one) => one.slug === slug);
  const before = role === undefined ? [] : kind === "role" ? role.permissions : role.inherits;

  const choose = (names: readonly string[]) => {
    setChosen(names);
    const adds = names.filter((name) => !before.includes(name));
    const takes = before.filter((name) => !names.includes(name));
    onChange(
      role === undefined || adds.length + takes.length === 0 ? null : { kind, role: role.slug, adds, takes },
    );
  };
  const groups: { name: string; choices: readonly Choice[] }[] =
    kind === "inherit"
      ? [
          {
            name: t("access.roles"),
            choices: all.filter((one) => one.slug !== slug).map((one) => ({ id: one.slug, label: one.name })),
          },
        ]
      : [...Map.groupBy(permissionNames, (name) => permissions[name].category)].map(([category, names]) => ({
          name: t(`access.category.${category}`),
          choices: names.map((name) => ({ id: name, label: title(name) })),
        }));
  return (
    <>
      <Combobox
        autoFocus
        label={t("access.if.roleSlot")}
        placeholder=""
        description={t("access.if.ownRoles")}
        empty={t("access.if.noOwnRoles")}
        value={role === undefined ? null : { id: role.slug, label: role.name }}
        options={own.map((one) => ({ id: one.slug, label: one.name, detail: one.slug }))}
        onChange={(choice) => {
          const next = own.find((one) => one.slug === choice?.id);
          setSlug(next?.slug ?? null);
          setChosen(next === undefined ? [] : kind === "role" ? next.permissions : next.inherits);
          onChange(null);
        }}
      />
      {role !== undefined &&
        groups.map(({ name, choices }) => (
          <fieldset key={name}>
            <legend className="pb-1 text-small font-medium text-ink3">{name}</legend>
            <div className="grid gap-x-5 sm:grid-cols-2">
              {choices.map(({ id, label }) => (
                <Checkbox
                  key={id}
                  isSelected={chosen.includes(id)}
                  onChange={(on) => choose(on ? [...chosen, id] : chosen.filter((one) => one !== id))}
                >
                  {label}
                </Checkbox>
              ))}
            </div>
          </fieldset>
        ))}
    </>
  );
}
