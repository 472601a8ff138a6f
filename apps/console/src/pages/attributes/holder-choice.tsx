import { listRoles } from "@atrium/contracts";
import { Checkbox, Segmented } from "@atrium/ui";
import { useState } from "react";
import { useOperation } from "../../api/operation.ts";
import { useCan } from "../../api/session.ts";
import type { ContractForm } from "../../api/use-contract-form.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";

/** Everybody, or whoever holds one of some roles. Permissions that were named by a program stay as they are. */
export function HolderChoice({ form, name }: { form: ContractForm; name: "readers" | "writers" }) {
  const { t } = useI18n();
  const can = useCan();
  const roles = useOperation(listRoles, {}, { enabled: can("roles:read") });
  const chosen = (form.values[name] ?? "").split(" ").filter((each) => each !== "");
  const [only, setOnly] = useState(chosen.length > 0);
  const known = roles.data?.items ?? [];
  const others = chosen.filter((each) => !known.some(({ slug }) => slug === each));
  const toggle = (holder: string, on: boolean) =>
    form.set({ [name]: (on ? [...chosen, holder] : chosen.filter((each) => each !== holder)).join(" ") });
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="pb-1 text-small font-semibold text-ink">{t(`attributes.${name}`)}</legend>
      <Segmented
        label={t(`attributes.${name}`)}
        value={only ? "only" : "all"}
        segments={[
          { id: "all", label: t(`attributes.${name}.all`) },
          { id: "only", label: t("attributes.only") },
        ]}
        onChange={(choice) => {
          setOnly(choice === "only");
          if (choice !== "only") form.set({ [name]: "" });
        }}
      />
      {only && (
        <>
          <p className="text-small text-ink3">{t("attributes.onlyHelp")}</p>
          <div className="grid gap-x-4 gap-y-1 sm:grid-cols-2">
            {[
              ...known.map(({ slug, name: title }) => [slug, title]),
              ...others.map((each) => [each, each]),
            ].map(([holder = "", title]) => (
              <Checkbox
                key={holder}
                isSelected={chosen.includes(holder)}
                onChange={(on) => toggle(holder, on)}
              >
                {title}
              </Checkbox>
            ))}
          </div>
        </>
      )}
    </fieldset>
  );
}
