import type { Attribute, UserSummary } from "@atrium/contracts";
import type { ReactNode } from "react";
import { AttributeValue, choiceLabel } from "../../user/attribute-value.tsx";
import { attributeField, attributeName, isAskable } from "../../user/attribute-values.ts";
import { Several, type CellSight, type UserColumn } from "./columns.tsx";

const prefix = attributeField("");

/** The key of the attribute that a column shows; null for a common column. */
export const attributeKey = (id: string): string | null =>
  id.startsWith(prefix) ? id.slice(prefix.length) : null;

const valueOf = ({ attributes }: UserSummary, { key }: Attribute) => attributes?.[key] ?? null;

function cellOf(attribute: Attribute, person: UserSummary, { i18n, personName }: CellSight): ReactNode {
  const value = valueOf(person, attribute);
  if (attribute.type === "multi_choice" && Array.isArray(value)) {
    const chosen = value.filter((each) => typeof each === "string");
    return <Several all={chosen.map((each) => choiceLabel(attribute, each))} i18n={i18n} />;
  }
  return <AttributeValue attribute={attribute} value={value} person={(id) => <bdi>{personName(id)}</bdi>} />;
}

/** A column for each attribute that one sees. */
export const attributeColumns = (attributes: readonly Attribute[], locale: string): readonly UserColumn[] =>
  attributes.map((attribute) => ({
    id: attributeField(attribute.key),
    title: attributeName(attribute, locale),
    end: attribute.type === "number" || attribute.type === "date",
    ...(isAskable(attribute) && { sort: `attributes.${attribute.key}` as const }),
    ...(attribute.type === "reference" && {
      refers: (person: UserSummary) => {
        const value = valueOf(person, attribute);
        return typeof value === "string" ? value : null;
      },
    }),
    cell: (person, sight) => cellOf(attribute, person, sight),
  }));
