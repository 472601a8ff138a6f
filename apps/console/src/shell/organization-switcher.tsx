import { ArchMark, Icon } from "@atrium/ui";
import { lazy, Suspense, useState } from "react";
import { Button } from "react-aria-components/Button";
import { useSession } from "../api/session.ts";
import { useI18n } from "../i18n/i18n-context.tsx";

const SwitchDialog = lazy(() =>
  import("./switch-dialog.tsx").then(({ SwitchDialog: dialog }) => ({ default: dialog })),
);

/** Where one is, and the way to everywhere else that one may be. */
export function OrganizationSwitcher({ organization }: { organization: string }) {
  const { t } = useI18n();
  const { data: session } = useSession();
  const [isOpen, setOpen] = useState(false);
  const here = session?.organization;
  const member = session?.memberships.find(({ slug }) => slug === organization);
  const name = here?.name ?? member?.name ?? organization;
  return (
    <>
      <Button
        onPress={() => setOpen(true)}
        className="flex min-h-11 w-full cursor-default items-center gap-3 rounded-control px-2 text-start"
      >
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
      {isOpen && (
        <Suspense>
          <SwitchDialog organization={organization} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
