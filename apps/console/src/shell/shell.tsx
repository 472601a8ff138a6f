import { Banner, IconButton } from "@atrium/ui";
import { useEffect, useState, type ReactNode } from "react";
import { useRouterState } from "@tanstack/react-router";
import { useI18n } from "../i18n/i18n-context.tsx";
import { CommandLayer } from "./command-layer.tsx";
import { OrganizationSwitcher } from "./organization-switcher.tsx";
import { Rail } from "./rail.tsx";
import { Reauthentication } from "./reauthentication.tsx";
import { SearchButton } from "./search-button.tsx";
import { StepUpDialog } from "./step-up-dialog.tsx";
import { useOnline } from "./use-online.ts";

/** Canvas, rail and the one raised sheet. Narrow screens put the rail behind a button. */
export function Shell({ organization, children }: { organization: string; children: ReactNode }) {
  const { t } = useI18n();
  const online = useOnline();
  const [railOpen, setRailOpen] = useState(false);
  const path = useRouterState({ select: (state) => state.location.pathname });
  useEffect(() => setRailOpen(false), [path]);

  return (
    <div className="flex min-h-[calc(100dvh-var(--above,0px))] flex-col md:h-[calc(100dvh-var(--above,0px))] md:flex-row">
      <a
        href="#content"
        className="sr-only z-60 rounded-control bg-inverse px-4 py-2 text-on-inverse focus:not-sr-only focus:fixed focus:start-3 focus:top-3"
      >
        {t("app.skip")}
      </a>
      <header className="flex items-center gap-2 px-3 py-2 md:hidden">
        <div className="min-w-0 flex-1">
          <OrganizationSwitcher organization={organization} />
        </div>
        <SearchButton compact />
        <IconButton
          icon={railOpen ? "close" : "menu"}
          label={t("app.menu")}
          kind="secondary"
          aria-expanded={railOpen}
          onPress={() => setRailOpen(!railOpen)}
        />
      </header>
      <Rail organization={organization} open={railOpen} />
      <main
        id="content"
        tabIndex={-1}
        className="relative flex min-h-0 min-w-0 flex-1 flex-col rounded-t-sheet border border-line bg-sheet outline-none max-md:overflow-x-clip max-md:border-x-0 md:my-2.5 md:overflow-hidden md:me-2.5 md:rounded-sheet"
      >
        {!online && (
          <div className="p-3 pb-0">
            <Banner tone="warn">{t("app.offline")}</Banner>
          </div>
        )}
        {children}
      </main>
      <CommandLayer organization={organization} />
      <Reauthentication />
      <StepUpDialog />
    </div>
  );
}
