import type { DetailedRole } from "@atrium/contracts";
import { Link } from "@tanstack/react-router";
import { useOrganizationSlug } from "../../../api/organization-context.tsx";
import { useI18n } from "../../../i18n/i18n-context.tsx";
import { RoleKind } from "../role-facts.tsx";
import { branchesOf, type Branch } from "./branches.ts";

/** The same as text: each role, and under it what it inherits. What was written out once is named the next time. */
export function RoleTree({ roles, around }: { roles: readonly DetailedRole[]; around: string | null }) {
  const { t } = useI18n();
  return (
    <nav aria-label={t("roles.graph")} className="max-w-150">
      <Branches branches={branchesOf(roles)} around={around} />
    </nav>
  );
}

function Branches({ branches, around }: { branches: readonly Branch[]; around: string | null }) {
  const { t } = useI18n();
  const organization = useOrganizationSlug() ?? "";
  return (
    <ul className="flex flex-col not-first:ms-2 not-first:border-s not-first:border-line not-first:ps-5">
      {branches.map(({ role, parents, again }) => (
        <li key={role.slug}>
          <span className="flex min-h-8 flex-wrap items-center gap-x-2.5">
            <Link
              to="/o/$org/roles/$slug"
              params={{ org: organization, slug: role.slug }}
              aria-current={role.slug === around ? "true" : undefined}
              className="font-medium text-ink hover:underline aria-[current=true]:font-semibold aria-[current=true]:text-accent"
            >
              <bdi>{role.name}</bdi>
            </Link>
            <RoleKind role={role} />
            {again && <span className="text-small text-ink3">{t("roles.graph.again")}</span>}
          </span>
          {parents.length > 0 && <Branches branches={parents} around={around} />}
        </li>
      ))}
    </ul>
  );
}
