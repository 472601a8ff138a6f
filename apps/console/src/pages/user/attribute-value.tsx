import type { Attribute, User } from "@atrium/contracts";
import { Badge } from "@atrium/ui";
import type { ReactNode } from "react";
import { useI18n } from "../../i18n/i18n-context.tsx";

type Value = User["attributes"][string];

/** What is shown for a choice. */
export const choiceLabel = ({ choices }: Pick<Attribute, "choices">, chosen: string): string =>
  choices.find(({ value }) => value === chosen)?.label ?? chosen;

/** A value as people read it. */
export function AttributeValue({
  attribute,
  value,
  person,
}: {
  attribute: Attribute;
  value: Value;
  /** Somebody whom a reference names by id. */
  person: (id: string) => ReactNode;
}): ReactNode {
  const { t, date, number } = useI18n();
  const text = typeof value === "string" ? value : JSON.stringify(value);
  if (value === null) return t("app.none");
  switch (attribute.type) {
    case "number":
      return typeof value === "number" ? number(value) : text;
    case "boolean":
      return t(value === true ? "attributes.yes" : "attributes.no");
    case "date":
      // A day is the same day everywhere: without a time it would be read as one of UTC.
      return typeof value === "string" ? date(`${value}T00:00`) : text;
    case "choice":
      return <bdi>{choiceLabel(attribute, text)}</bdi>;
    case "multi_choice":
      return Array.isArray(value)
        ? value
            .filter((each) => typeof each === "string")
            .map((each) => <Badge key={each}>{choiceLabel(attribute, each)}</Badge>)
        : null;
    case "reference":
      return person(text);
    case "json":
      return <code className="font-mono text-small break-all">{text}</code>;
    case "text":
      return <bdi>{text}</bdi>;
  }
}
