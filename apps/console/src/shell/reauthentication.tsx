import { Dialog, DialogBody, Skeleton } from "@atrium/ui";
import { useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useState } from "react";
import { useSession } from "../api/session.ts";
import { useApp } from "../app/app-context.tsx";
import { useI18n } from "../i18n/i18n-context.tsx";

const load = () => import("../pages/sign-in/sign-in-form.tsx");
const SignInForm = lazy(() => load().then(({ SignInForm: form }) => ({ default: form })));
/** After the first paint, and long before anybody's session ends: then the line may be bad. */
const fetchMilliseconds = 3000;

/** When the session ends while somebody works: sign in over the page, which stays as it was. */
export function Reauthentication() {
  const { t } = useI18n();
  const { sessionEnd } = useApp();
  const queryClient = useQueryClient();
  const { data } = useSession();
  const [open, setOpen] = useState(false);
  useEffect(() => sessionEnd.onEnd(() => setOpen(true)), [sessionEnd]);
  useEffect(() => {
    const timer = setTimeout(() => void load().catch(() => undefined), fetchMilliseconds);
    return () => clearTimeout(timer);
  }, []);

  return (
    <Dialog isOpen={open} onOpenChange={setOpen} title={t("signIn.again")} dismissable={false}>
      <DialogBody>
        <p>{t("signIn.againDetail")}</p>
        <div className="pb-4">
          <Suspense fallback={<Skeleton className="w-full" />}>
            <SignInForm
              email={data?.account.email ?? ""}
              onDone={() => {
                setOpen(false);
                void queryClient.invalidateQueries();
              }}
            />
          </Suspense>
        </div>
      </DialogBody>
    </Dialog>
  );
}
