import { ArchMark } from "@atrium/ui";
import { Link, Outlet } from "@tanstack/react-router";
import { LiveProvider } from "../../api/live.tsx";
import { useSession } from "../../api/session.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { CommandLayer } from "../../shell/command-layer.tsx";
import { Reauthentication } from "../../shell/reauthentication.tsx";
import { StepUpDialog } from "../../shell/step-up-dialog.tsx";

const pages = [
  { to: "/me", title: "me.title" },
  { to: "/me/security", title: "me.security" },
  { to: "/me/privacy", title: "me.privacy" },
] as const;

/** One's own pages: they belong to the person, not to an organization. */
export function MeLayout() {
  const { t } = useI18n();
  const { data } = useSession();
  const place = data?.organization ?? data?.memberships[0] ?? null;
  return (
    <LiveProvider organization={null} listenTo={place?.slug ?? null}>
      <div className="min-h-dvh p-2.5">
        <a
          href="#content"
          className="sr-only z-60 rounded-control bg-inverse px-4 py-2 text-on-inverse focus:not-sr-only focus:fixed focus:start-3 focus:top-3"
        >
          {t("app.skip")}
        </a>
        <div className="mx-auto max-w-200">
          <header className="flex flex-wrap items-center gap-x-5 gap-y-1 px-1 pb-2.5">
            <ArchMark className="shrink-0 text-accent" />
            <nav aria-label={t("nav.you")} className="min-w-0 flex-1">
              <ul className="flex flex-wrap gap-x-1">
                {pages.map(({ to, title }) => (
                  <li key={to}>
                    <Link
                      to={to}
                      activeOptions={{ exact: true }}
                      className="flex min-h-8 items-center rounded-control border border-transparent px-2.5 text-ink2 hover:text-ink pointer-coarse:min-h-11 aria-[current=page]:border-line aria-[current=page]:bg-raised aria-[current=page]:font-semibold aria-[current=page]:text-ink"
                    >
                      {t(title)}
                    </Link>
                  </li>
                ))}
              </ul>
            </nav>
            {place !== null && (
              <Link
                to="/o/$org/home"
                params={{ org: place.slug }}
                className="flex min-h-8 items-center text-ink2 underline hover:text-ink"
              >
                {t("me.back", { organization: place.name })}
              </Link>
            )}
          </header>
          <main
            id="content"
            tabIndex={-1}
            className="rounded-sheet border border-line bg-sheet px-4 outline-none sm:px-8"
          >
            <Outlet />
          </main>
        </div>
        {place !== null && <CommandLayer organization={place.slug} />}
        <Reauthentication />
        <StepUpDialog />
      </div>
    </LiveProvider>
  );
}
