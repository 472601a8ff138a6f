import { listRoles } from "@atrium/contracts";
import { Checkbox } from "@atrium/ui";
import { useId } from "react";
import { useOperation } from "../api/operation.ts";
import { useCan } from "../api/session.ts";

/** Roles to be chosen, several at once. Those above oneself are shown and cannot be chosen. */
export function RoleChoice({
  label,
  chosen,
  onChange,
  bounded = true,
}: {
  label: string;
  chosen: readonly string[];
  onChange: (roles: readonly string[]) => void;
  /** False where a role is only named, not given. */
  bounded?: boolean;
}) {
  const id = useId();
  const can = useCan();
  const roles = useOperation(listRoles, {}, { enabled: can("roles:read") });
  if (roles.data === undefined) return null;
  return (
    <div role="group" aria-labelledby={id} className="flex flex-col gap-1">
      <span id={id} className="text-small font-medium text-ink2">
        {label}
      </span>
      <div className="flex flex-wrap gap-x-5 gap-y-1">
        {roles.data.items.map(({ slug, name, assignable }) => (
          <Checkbox
            key={slug}
            isSelected={chosen.includes(slug)}
            isDisabled={bounded && !assignable}
            onChange={(selected) =>
              onChange(selected ? [...chosen, slug] : chosen.filter((other) => other !== slug))
            }
          >
            {name}
          </Checkbox>
        ))}
      </div>
    </div>
  );
}
