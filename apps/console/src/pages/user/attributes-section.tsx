import { listAttributes, type Attribute, type User } from "@atrium/contracts";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useOperation } from "../../api/operation.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { Facts } from "../../ui/facts.tsx";
import { usePeopleNames } from "../../ui/people-names.ts";
import { AttributeValue } from "./attribute-value.tsx";
import { attributeName } from "./attribute-values.ts";

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
        value: (
          <AttributeValue
            attribute={attribute}
            value={person.attributes[attribute.key] ?? null}
            person={(id) => <PersonReference id={id} />}
          />
        ),
      }))}
    />
  );
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
