import type { Permission } from "@atrium/contracts";
import { buttonClass, EmptyState } from "@atrium/ui";
import { Link } from "@tanstack/react-router";
import { useSession } from "../../api/session.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { usePermissionWords } from "./words.ts";

const examples: readonly Permission[] = ["users:update", "roles:assign"];

/** Before anything is asked: what can be, each one press away. */
export function FirstUse({ organization }: { organization: string }) {
  const { t } = useI18n();
  const { phrase } = usePermissionWords();
  const me = useSession().data?.user?.id;
  const look = buttonClass();
  return (
    <EmptyState
      title={t("access.first")}
      action={
        <div className="flex flex-wrap justify-center gap-2 pt-2">
          {me !== undefined && (
            <Link to="/o/$org/access" params={{ org: organization }} search={{ who: me }} className={look}>
              {t("access.first.me")}
            </Link>
          )}
          {examples.map((can) => (
            <Link
              key={can}
              to="/o/$org/access"
              params={{ org: organization }}
              search={{ can }}
              className={look}
            >
              {t("access.first.edit", { what: phrase(can) })}
            </Link>
          ))}
        </div>
      }
    >
      {t("access.first.detail")}
    </EmptyState>
  );
}
