import { Button } from "@atrium/ui";
import { useI18n } from "../i18n/i18n-context.tsx";

/** For lists that lead only on: the next rows, or back to the first. The way between lies in the browser's history. */
export function OnwardPager({
  next,
  cursor,
  onCursor,
}: {
  next: string | null;
  cursor: string | undefined;
  onCursor: (cursor: string | null) => void;
}) {
  const { t } = useI18n();
  if (next === null && cursor === undefined) return null;
  return (
    <nav
      aria-label={t("users.pages")}
      className="flex min-h-12 shrink-0 items-center justify-end gap-1 border-t border-line px-4 sm:px-6"
    >
      <Button kind="quiet" isDisabled={cursor === undefined} onPress={() => onCursor(null)}>
        {t("list.fromStart")}
      </Button>
      <Button kind="quiet" isDisabled={next === null} onPress={() => onCursor(next)}>
        {t("users.nextPage")}
      </Button>
    </nav>
  );
}
