import { listAttributes, type Attribute, type User } from "@atrium/contracts";
import { Badge } from "@atrium/ui";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useOperation } from "../../api/operation.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { Facts } from "../../ui/facts.tsx";
import { usePeopleNames } from "../../ui/people-names.ts";
import { attributeName } from "./attribute-values.ts";

type Value = User["attributes"][string];

/** The attributes that one sees of a person, in the organization's order; nothing where there are none. */
export function useAttributes(): readonly Attribute[] {
  return useOperation(listAttributes, {}).data?.items ?? [];
}

export function AttributeFacts({ person, attributes }: { person: User; attributes: readonly Attribute[] }) {
  const { locale } = useI18n();
  return (
    <Facts
      facts={attributes.map((attribute) => ({
        name: attributeName(attribute, locale),
        value: <AttributeValue attribute={attribute} value={person.attributes[attribute.key] ?? null} />,
      }))}
    />
  );
}

/** A value as people read it. */
export function AttributeValue({ attribute, value }: { attribute: Attribute; value: Value }): ReactNode {
  const { t, date, number } = useI18n();
  const labelOf = (chosen: string): string =>
    attribute.choices.find((choice) => choice.value === chosen)?.label ?? chosen;
  const text = typeof value === "string" ? value : JSON.stringify(value);
  if (value === null) return t("app.none");
  switch (attribute.type) {
    case "number":
      return typeof value === "number" ? number(value) : text;
    case "boolean":
      return t(value === true ? "attributes.yes" : "attributes.no");
    case "date":
      return typeof value === "string" ? date(value) : text;
    case "choice":
      return <bdi>{labelOf(text)}</bdi>;
    case "multi_choice":
      return Array.isArray(value)
        ? value
            .filter((each) => typeof each === "string")
            .map((each) => <Badge key={each}>{labelOf(each)}</Badge>)
        : null;
    case "reference":
      return <PersonReference id={text} />;
    case "json":
      return <code className="font-mono text-small break-all">{JSON.stringify(value)}</code>;
    case "text":
      return <bdi>{text}</bdi>;
  }
}

const route = getRouteApi("/o/$org/users/$id");

function PersonReference({ id }: { id: string }) {
  const { org } = route.useParams();
  const name = usePeopleNames([id]).get(id);
  return (
    <Link to="/o/$org/users/$id" params={{ org, id }} className="text-ink underline">
      <bdi>{name ?? id}</bdi>
    </Link>
  );
}
