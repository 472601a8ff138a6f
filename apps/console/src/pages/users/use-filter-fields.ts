import { listAttributes, userFilterFields } from "@atrium/contracts";
import type { FieldSpec, FieldSpecs } from "@atrium/filter";
import { useMemo } from "react";
import { useOperation } from "../../api/operation.ts";
import { attributeField, isAskable } from "../user/attribute-values.ts";

/** What can be asked of people here: the common fields, and the indexed attributes that one sees. */
export function useFilterFields(): FieldSpecs {
  const attributes = useOperation(listAttributes, {}).data?.items;
  return useMemo(() => {
    const specs: Record<string, FieldSpec> = { ...userFilterFields };
    for (const { key, type, choices } of (attributes ?? []).filter(isAskable)) {
      const aliases = key in userFilterFields ? [] : [key];
      const values = choices.map(({ value }) => value);
      specs[attributeField(key)] =
        type === "choice" || type === "multi_choice"
          ? { type: "enum", values, nullable: true, many: type === "multi_choice", aliases }
          : { type: type === "reference" ? "id" : type, nullable: true, aliases };
    }
    return specs;
  }, [attributes]);
}
