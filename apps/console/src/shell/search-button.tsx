import { IconButton, Kbd } from "@atrium/ui";
import { useActionList } from "../actions/use-actions.ts";
import { useI18n } from "../i18n/i18n-context.tsx";

/** Opens the palette; the action that does so is in the registry like any other. */
export function SearchButton({ compact = false }: { compact?: boolean }) {
  const { t } = useI18n();
  const open = useActionList().find(({ id }) => id === "palette");
  if (compact) {
    return (
      <IconButton icon="search" kind="secondary" label={t("palette.label")} onPress={() => open?.run()} />
    );
  }
  return (
    <button
      type="button"
      onClick={() => open?.run()}
      aria-keyshortcuts="Control+K Meta+K"
      className="flex min-h-8.5 w-full cursor-default items-center gap-2 rounded-control border border-line bg-raised px-2.5 text-ink2 transition-colors hover:border-control-line"
    >
      <span className="flex-1 truncate text-start">{t("nav.search")}</span>
      <Kbd keys="mod+k" />
    </button>
  );
}
