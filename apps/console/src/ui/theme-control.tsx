import { Segmented } from "@atrium/ui";
import { useApp } from "../app/app-context.tsx";
import { usePreferences } from "../app/preferences.ts";
import { useI18n } from "../i18n/i18n-context.tsx";

export function ThemeControl() {
  const { t } = useI18n();
  const { preferences } = useApp();
  const { theme } = usePreferences(preferences);
  return (
    <Segmented
      label={t("theme.label")}
      value={theme}
      onChange={(chosen) => preferences.set({ theme: chosen })}
      segments={[
        { id: "light", label: t("theme.light"), icon: "sun" },
        { id: "dark", label: t("theme.dark"), icon: "moon" },
        { id: "system", label: t("theme.system"), icon: "screen" },
      ]}
    />
  );
}
