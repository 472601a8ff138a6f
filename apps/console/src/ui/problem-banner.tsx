import { Banner, CopyText } from "@atrium/ui";
import { describeProblem } from "../api/problem.ts";
import { useI18n } from "../i18n/i18n-context.tsx";

/** What went wrong with a form as a whole. */
export function ProblemBanner({ error }: { error: Error | null }) {
  const i18n = useI18n();
  if (error === null) return null;
  const { title, detail, requestId } = describeProblem(error, i18n);
  return (
    <Banner tone="bad" urgent>
      <p className="font-medium">{title}</p>
      {detail !== undefined && <p className="text-ink2">{detail}</p>}
      {requestId !== undefined && (
        <p className="flex items-center gap-2 text-small text-ink3">
          {i18n.t("app.requestId")}
          <CopyText text={requestId} copy={i18n.t("app.copy")} copied={i18n.t("app.copied")} />
        </p>
      )}
    </Banner>
  );
}
