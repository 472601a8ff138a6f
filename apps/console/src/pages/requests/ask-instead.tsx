import { createAccessRequest, type Request } from "@atrium/contracts";
import { ApiError } from "@atrium/sdk";
import { Button } from "@atrium/ui";
import { useOperationAction } from "../../api/operation.ts";
import { useApp } from "../../app/app-context.tsx";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { ProblemBanner } from "../../ui/problem-banner.tsx";

type Wish = Request<typeof createAccessRequest>["body"];

/** Where giving takes two persons: asks for the same with one press, once there is a reason. */
export function AskInstead({
  error,
  wish,
  who,
  onAsked,
}: {
  error: Error | null;
  wish: Wish;
  who: string;
  onAsked: () => void;
}) {
  const { t } = useI18n();
  const { toasts } = useApp();
  const ask = useOperationAction(createAccessRequest);
  if (!(error instanceof ApiError) || error.code !== "role.needs_approval") return null;
  const lacksReason = wish.reason.trim() === "";
  const send = () =>
    ask.mutateAsync({ request: { body: wish } }).then(
      () => {
        toasts.add({ text: t("requests.askedFor", { name: who }) }, { timeout: 8000 });
        onAsked();
      },
      () => undefined,
    );
  return (
    <div className="flex flex-col items-start gap-2">
      <ProblemBanner error={ask.error} />
      {lacksReason && <p className="text-ink2">{t("requests.reasonFirst")}</p>}
      <Button isDisabled={lacksReason} isPending={ask.isPending} onPress={() => void send()}>
        {t("requests.askInstead")}
      </Button>
    </div>
  );
}
