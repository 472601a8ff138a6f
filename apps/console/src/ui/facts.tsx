import type { ReactNode } from "react";
import { useI18n } from "../i18n/i18n-context.tsx";

/** Names and values in two columns. */
export function Facts({ facts }: { facts: readonly { name: string; value: ReactNode }[] }) {
  const { t } = useI18n();
  return (
    <dl className="grid grid-cols-[fit-content(9.5rem)_1fr] gap-x-5 gap-y-1.5">
      {facts.map(({ name, value }) => (
        <div key={name} className="contents">
          <dt className="min-h-6 min-w-24 leading-6 text-ink3">{name}</dt>
          <dd className="flex min-w-0 flex-wrap items-center gap-1.5 break-words">
            {value === null || value === "" ? (
              t("app.none")
            ) : typeof value === "string" ? (
              <bdi>{value}</bdi>
            ) : (
              value
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
