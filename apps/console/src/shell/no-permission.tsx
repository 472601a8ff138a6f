import { permissions, whoGives, type Permission } from "@atrium/contracts";
import { buttonClass, ErrorState } from "@atrium/ui";
import { Link } from "@tanstack/react-router";
import { useOperation } from "../api/operation.ts";
import { useOrganizationSlug } from "../api/organization-context.tsx";
import { useCan, useSession } from "../api/session.ts";
import { useI18n } from "../i18n/i18n-context.tsx";

/** Says which right is missing and who can give it, by name. */
export function NoPermission({ permission }: { permission: Permission }) {
  const { t, find, tag } = useI18n();
  const { data } = useSession();
  const can = useCan();
  const slug = useOrganizationSlug();
  const givers = useOperation(whoGives, { query: { permission } }, { enabled: data?.organization != null });
  const right = find(`may.${permission}`) ?? permissions[permission].title;
  const organization = data?.organization?.name ?? t("nav.platform");
  const names = (givers.data?.items ?? []).map(({ displayName }) => displayName);
  const whom =
    names.length === 0
      ? t("problem.forbidden.detail", { right, organization })
      : `${t("problem.forbidden.needs", { right, organization })} ${t("problem.forbidden.askWhom", {
          names: new Intl.ListFormat(tag, { type: "disjunction" }).format(names),
        })}`;
  const me = data?.user?.id;
  return (
    <ErrorState
      title={t("problem.forbidden.title")}
      detail={whom}
      action={
        can("access:read") &&
        slug !== null &&
        me !== undefined && (
          <Link
            to="/o/$org/access"
            params={{ org: slug }}
            search={{ who: me, can: permission }}
            className={buttonClass()}
          >
            {t("problem.forbidden.why")}
          </Link>
        )
      }
    />
  );
}
