import { listOrganizations } from "@atrium/contracts";
import { ArchMark, Icon, Menu } from "@atrium/ui";
import { useNavigate } from "@tanstack/react-router";
import { Button } from "react-aria-components/Button";
import { useOperation } from "../api/operation.ts";
import { useCan, useSession } from "../api/session.ts";
import { useI18n } from "../i18n/i18n-context.tsx";

const shownOrganizations = 20;

/** Where one is. Platform people reach every organization; the list is asked for in part, never whole. */
export function OrganizationSwitcher({ organization }: { organization: string }) {
  const { t } = useI18n();
  const navigate = useNavigate();
  const { data: session } = useSession();
  const can = useCan();
  const all = useOperation(
    listOrganizations,
    { query: { limit: shownOrganizations, count: "none" } },
    { enabled: can("organizations:list") },
  );
  const places = new Map((session?.memberships ?? []).map(({ slug, name }) => [slug, name]));
  for (const { slug, name } of all.data?.items ?? []) places.set(slug, name);
  const here = session?.organization;
  const name = here?.name ?? places.get(organization) ?? organization;

  return (
    <Menu
      label={t("nav.switch")}
      entries={[...places].map(([slug, label]) => ({ id: slug, label, disabled: slug === organization }))}
      onAction={(slug) => void navigate({ to: "/o/$org/home", params: { org: slug } })}
    >
      <Button className="flex min-h-11 w-full cursor-default items-center gap-3 rounded-control px-2 text-start">
        <ArchMark className="shrink-0 text-accent" />
        <span className="sr-only">{t("nav.switch")}</span>
        <span className="min-w-0 flex-1">
          <span className="block truncate font-semibold">{name}</span>
          <span className="block truncate text-small text-ink2">
            {here?.platform === true ? t("nav.platform") : t("nav.organization")}
          </span>
        </span>
        <Icon name="chevron" className="size-3.5 text-ink2" />
      </Button>
    </Menu>
  );
}
