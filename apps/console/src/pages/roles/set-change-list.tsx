import { useI18n } from "../../i18n/i18n-context.tsx";
import type { SetChange } from "./role-draft.ts";

/** What came and what went, marked by sign and stroke as well as by colour. */
export function SetChangeList({
  title,
  change,
  called,
}: {
  title: string;
  change: SetChange;
  called: (name: string) => string;
}) {
  const { t } = useI18n();
  if (change.added.length + change.removed.length === 0) return null;
  return (
    <div className="pt-3">
      <p className="text-small font-medium text-ink3">{title}</p>
      <ul className="pt-1">
        {change.added.map((name) => (
          <li key={name} className="text-ok">
            <ins className="no-underline">
              <span aria-hidden="true">+ </span>
              <span className="sr-only">{t("roles.diff.added")} </span>
              <bdi>{called(name)}</bdi>
            </ins>
          </li>
        ))}
        {change.removed.map((name) => (
          <li key={name} className="text-bad">
            <span aria-hidden="true">− </span>
            <del>
              <span className="sr-only">{t("roles.diff.removed")} </span>
              <bdi>{called(name)}</bdi>
            </del>
          </li>
        ))}
      </ul>
    </div>
  );
}
