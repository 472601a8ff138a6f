import { permissionNames, permissions, type Permission } from "@atrium/contracts";
import { Checkbox } from "@atrium/ui";
import { useId } from "react";
import { useCan } from "../../api/session.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";

type Category = (typeof permissions)[Permission]["category"];
const categories = Map.groupBy(permissionNames, (name) => permissions[name].category);

/** What a key may do, by category. What one does not hold oneself is shown and cannot be given. */
export function ScopeChoice({
  chosen,
  onChange,
  error,
}: {
  chosen: readonly string[];
  onChange: (scopes: readonly string[]) => void;
  error: string | undefined;
}) {
  const { t } = useI18n();
  const id = useId();
  return (
    <div role="group" aria-labelledby={id} className="flex flex-col gap-2">
      <div>
        <p id={id} className="text-small font-medium text-ink2">
          {t("keys.scopes")}
        </p>
        <p className="text-small text-ink3">{t("keys.scopesHint")}</p>
        {error !== undefined && (
          <p role="alert" className="text-small text-bad">
            {error}
          </p>
        )}
      </div>
      <div className="max-h-80 overflow-y-auto rounded-control border border-control-line px-3 scroll-quiet">
        {[...categories].map(([category, names]) => (
          <CategoryChoice
            key={category}
            category={category}
            names={names}
            chosen={chosen}
            onChange={onChange}
          />
        ))}
      </div>
    </div>
  );
}

function CategoryChoice({
  category,
  names,
  chosen,
  onChange,
}: {
  category: Category;
  names: readonly Permission[];
  chosen: readonly string[];
  onChange: (scopes: readonly string[]) => void;
}) {
  const { t, find, number } = useI18n();
  const can = useCan();
  const title = t(`keys.category.${category}`);
  // One that was given by somebody who held more stays, and can be taken away.
  const open = names.filter((name) => can(name) || chosen.includes(name));
  const taken = names.filter((name) => chosen.includes(name));
  const others = chosen.filter((name) => !names.some((one) => one === name));
  return (
    <div className="border-b border-line py-2 last:border-b-0">
      <Checkbox
        label={t("keys.wholeCategory", { category: title })}
        isSelected={open.length > 0 && taken.length === open.length}
        isIndeterminate={taken.length > 0 && taken.length < open.length}
        isDisabled={open.length === 0}
        onChange={(on) => onChange(on ? [...others, ...open] : others)}
      >
        <span className="font-semibold text-ink">
          {t("keys.scopesOf", {
            category: title,
            chosen: number(taken.length),
            count: number(names.length),
          })}
        </span>
      </Checkbox>
      <div className="grid gap-x-5 ps-6 sm:grid-cols-2">
        {names.map((name) => (
          <Checkbox
            key={name}
            isSelected={chosen.includes(name)}
            isDisabled={!open.includes(name)}
            onChange={(on) => onChange(on ? [...chosen, name] : chosen.filter((other) => other !== name))}
          >
            <span className="min-w-0 py-0.5">
              <span className="block leading-4 text-ink">
                {find(`permission.${name}`) ?? permissions[name].title}
              </span>
              <bdi dir="ltr" className="block font-mono text-tiny text-ink3">
                {name}
              </bdi>
            </span>
          </Checkbox>
        ))}
      </div>
    </div>
  );
}
