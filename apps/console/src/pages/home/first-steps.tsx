import { listAuditLogs } from "@atrium/contracts";
import { CopyText, Icon, Kbd } from "@atrium/ui";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useOperation } from "../../api/operation.ts";
import { useCan } from "../../api/session.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { curlToAddPerson } from "./curl.ts";

/** Ticks itself from what the person really did; what others did, or the demo company, teaches nobody. */
export function FirstSteps({
  organization,
  email,
  userId,
}: {
  organization: string;
  email: string;
  userId: string | null;
}) {
  const { t, nodes } = useI18n();
  const can = useCan();
  const added = useOperation(
    listAuditLogs,
    { query: { limit: 1, q: `event:user.created actor:${userId ?? ""}` } },
    { enabled: can("audit:read") && userId !== null },
  );
  const someoneAdded = (added.data?.items.length ?? 0) > 0;
  const commands = curlToAddPerson(location.origin, organization, email);

  return (
    <section aria-label={t("home.first")}>
      <h2 className="pt-6 pb-3 font-serif text-title font-medium">{t("home.first")}</h2>
      <ol className="flex flex-col gap-5">
        <Step title={t("home.step.curl")} done={false}>
          <p>{t("home.step.curlDetail")}</p>
          {commands.map((command) => (
            <pre
              key={command}
              className="mt-2 overflow-x-auto rounded-control border border-line bg-raised p-2.5 font-mono text-tiny text-ink scroll-quiet"
              dir="ltr"
              tabIndex={0}
            >
              {command}
            </pre>
          ))}
          <CopyText
            text={commands.join("\n")}
            shown={t("app.copy")}
            copy={t("app.copy")}
            copied={t("app.copied")}
            className="mt-1"
          />
        </Step>
        <Step title={t("home.step.user")} done={someoneAdded}>
          <p>{nodes("home.step.userDetail", { key: <Kbd keys="c" className="mx-0.5" /> })}</p>
        </Step>
        {can("audit:read") && (
          <Step title={t("home.step.audit")} done={someoneAdded}>
            <p>
              {t("home.step.auditDetail")}{" "}
              <Link
                to="/o/$org/audit"
                params={{ org: organization }}
                className="font-medium text-accent underline"
              >
                {t("home.step.open")}
              </Link>
            </p>
          </Step>
        )}
      </ol>
    </section>
  );
}

function Step({ title, done, children }: { title: string; done: boolean; children: ReactNode }) {
  const { t } = useI18n();
  return (
    <li className="flex gap-3">
      <span
        className={
          done
            ? "arch mt-0.5 flex h-5 w-4.5 shrink-0 items-center justify-center bg-accent text-on-accent"
            : "arch mt-0.5 h-5 w-4.5 shrink-0 border border-control-line bg-raised"
        }
      >
        {done && <Icon name="check" className="size-3" />}
        {done && <span className="sr-only">{t("home.step.done")}</span>}
      </span>
      <div className="min-w-0 flex-1 text-small text-ink2">
        <h3 className="text-base font-medium text-ink">{title}</h3>
        {children}
      </div>
    </li>
  );
}
