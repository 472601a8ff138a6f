import { Dialog, DialogBody, Skeleton } from "@atrium/ui";
import { lazy, Suspense, useEffect, useState } from "react";
import { useApp } from "../app/app-context.tsx";
import { useI18n } from "../i18n/i18n-context.tsx";

const StepUpForm = lazy(() =>
  import("../pages/sign-in/step-up-form.tsx").then(({ StepUpForm: form }) => ({ default: form })),
);

/** Over whatever is being done: once it is clear that it is still them, what they asked for happens. */
export function StepUpDialog() {
  const { t } = useI18n();
  const { stepUp } = useApp();
  const [asked, setAsked] = useState<{ answer: (confirmed: boolean) => void } | null>(null);
  useEffect(() => stepUp.onAsk((answer) => setAsked({ answer })), [stepUp]);
  const end = (confirmed: boolean) => {
    asked?.answer(confirmed);
    setAsked(null);
  };
  return (
    <Dialog isOpen={asked !== null} onOpenChange={() => end(false)} title={t("stepUp.title")}>
      <DialogBody>
        <p>{t("stepUp.detail")}</p>
        <div className="pb-4">
          <Suspense fallback={<Skeleton className="w-full" />}>
            <StepUpForm onDone={() => end(true)} onCancel={() => end(false)} />
          </Suspense>
        </div>
      </DialogBody>
    </Dialog>
  );
}
