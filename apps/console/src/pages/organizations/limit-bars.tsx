import type { Organization, OrganizationUsage } from "@atrium/contracts";
import { ProgressBar } from "@atrium/ui";
import { sayBytes } from "../../i18n/bytes.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";

const rows = [
  ["users", "users"],
  ["storageBytes", "storageBytes"],
  ["callsPerMonth", "callsThisMonth"],
  ["organizations", "organizations"],
] as const;

/** How much of each limit is used; where there is none, the figure alone. */
export function LimitBars({ limits, usage }: { limits: Organization["limits"]; usage: OrganizationUsage }) {
  const { t, number, tag } = useI18n();
  return (
    <div className="grid max-w-150 gap-5 sm:grid-cols-2">
      {rows.map(([limited, used]) => {
        const show = (value: number) => (limited === "storageBytes" ? sayBytes(value, tag) : number(value));
        const limit = limits[limited];
        const label = t(`organizations.limit.${limited}`);
        if (limit === null) {
          return (
            <div key={limited} className="flex flex-wrap items-baseline justify-between gap-x-4">
              <span className="font-medium">{label}</span>
              <span className="text-small text-ink2">
                {t("organizations.limit.free", { used: show(usage[used]) })}
              </span>
            </div>
          );
        }
        return (
          <ProgressBar
            key={limited}
            label={label}
            done={Math.min(usage[used], limit)}
            total={Math.max(1, limit)}
            valueText={t("organizations.limit.of", { used: show(usage[used]), limit: show(limit) })}
          />
        );
      })}
    </div>
  );
}
