import { ToastRegion } from "@atrium/ui";
import type { QueryClient } from "@tanstack/react-query";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { useKeyboard } from "../actions/use-keyboard.ts";
import { I18nProvider, useI18n } from "../i18n/i18n-context.tsx";
import { chooseLocale } from "../i18n/locales.ts";
import type { Messages } from "../messages/en.ts";
import { acting } from "../api/acting.ts";
import { AppProvider, useApp, type App } from "./app-context.tsx";
import { usePreferences } from "./preferences.ts";
import type { AppRouter } from "./router.tsx";

const ActingBanner = lazy(() =>
  import("../shell/acting-banner.tsx").then(({ ActingBanner: banner }) => ({ default: banner })),
);

function Notices() {
  const { t } = useI18n();
  const { toasts, actions } = useApp();
  useKeyboard(actions);
  return <ToastRegion toasts={toasts} label={t("app.notifications")} close={t("app.close")} />;
}

export function Root({
  app,
  queryClient,
  router,
}: {
  app: App;
  queryClient: QueryClient;
  router: AppRouter;
}) {
  const preferences = usePreferences(app.preferences);
  const locale = chooseLocale(preferences.locale, navigator.languages);
  const [isActing] = useState(() => acting() !== null);
  const [loaded, setLoaded] = useState<{ id: string; messages: Messages } | null>(null);

  useEffect(() => {
    let wanted = true;
    void locale.load().then((messages) => {
      if (!wanted) return;
      document.documentElement.lang = locale.id;
      document.documentElement.dir = locale.dir;
      setLoaded({ id: locale.id, messages });
    });
    return () => {
      wanted = false;
    };
  }, [locale]);

  if (loaded === null) return null;
  return (
    <AppProvider app={app}>
      <QueryClientProvider client={queryClient}>
        <I18nProvider locale={loaded.id} tag={chooseLocale(loaded.id, []).tag} messages={loaded.messages}>
          {isActing && (
            <Suspense fallback={null}>
              <ActingBanner />
            </Suspense>
          )}
          <RouterProvider router={router} />
          <Notices />
        </I18nProvider>
      </QueryClientProvider>
    </AppProvider>
  );
}
