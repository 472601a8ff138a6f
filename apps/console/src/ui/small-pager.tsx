import { Button } from "@atrium/ui";
import { useI18n } from "../i18n/i18n-context.tsx";

/** The two ways on of a list that is a part of a page. Nothing where everything is shown. */
export function SmallPager({
  page: { next, previous },
  onCursor,
}: {
  page: { next: string | null; previous: string | null };
  onCursor: (cursor: string | null) => void;
}) {
  const { t } = useI18n();
  if (previous === null && next === null) return null;
  return (
    <div className="flex gap-2 pt-4">
      <Button isDisabled={previous === null} onPress={() => onCursor(previous)}>
        {t("users.previousPage")}
      </Button>
      <Button isDisabled={next === null} onPress={() => onCursor(next)}>
        {t("users.nextPage")}
      </Button>
    </div>
  );
}
