import { listUserGroups, type User } from "@atrium/contracts";
import { Badge } from "@atrium/ui";
import { Link } from "@tanstack/react-router";
import { useOperation } from "../../api/operation.ts";
import { useOrganizationSlug } from "../../api/organization-context.tsx";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { Loaded } from "../../ui/loaded.tsx";

/** The groups of a person, each with the way to it. In and out is for the access tab. */
export function GroupsSection({ person }: { person: User }) {
  const organization = useOrganizationSlug() ?? "";
  const { t } = useI18n();
  const groups = useOperation(listUserGroups, { params: { id: person.id } });
  return (
    <Loaded query={groups} permission="groups:read">
      {({ items }) =>
        items.length === 0 ? (
          <p className="text-ink2">{t("userAccess.groups.none", { who: person.displayName })}</p>
        ) : (
          <ul className="flex flex-col gap-1.5">
            {items.map(({ id, name, path, byRule }) => (
              <li key={id} className="flex flex-wrap items-center gap-x-2">
                {path.length > 0 && (
                  <bdi className="text-ink3">{path.map((above) => above.name).join(" / ")} /</bdi>
                )}
                <Link
                  to="/o/$org/groups/$id"
                  params={{ org: organization, id }}
                  className="font-medium text-ink hover:underline"
                >
                  <bdi>{name}</bdi>
                </Link>
                {byRule && <Badge tone="dashed">{t("groups.byRule")}</Badge>}
              </li>
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}
