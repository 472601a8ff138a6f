import { Dialog, DialogBody } from "@atrium/ui";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useSession } from "../api/session.ts";
import { useApp } from "../app/app-context.tsx";
import { useI18n } from "../i18n/i18n-context.tsx";
import { SignInForm } from "../pages/sign-in/sign-in-form.tsx";

/** When the session ends while somebody works: sign in over the page, which stays as it was. */
export function Reauthentication() {
  const { t } = useI18n();
  const { sessionEnd } = useApp();
  const queryClient = useQueryClient();
  const { data } = useSession();
  const [open, setOpen] = useState(false);
  useEffect(() => sessionEnd.onEnd(() => setOpen(true)), [sessionEnd]);

  return (
    <Dialog isOpen={open} onOpenChange={setOpen} title={t("signIn.again")} dismissable={false}>
      <DialogBody>
        <p>{t("signIn.againDetail")}</p>
        <div className="pb-4">
          <SignInForm
            email={data?.account.email ?? ""}
            onDone={() => {
              setOpen(false);
              void queryClient.invalidateQueries();
            }}
          />
        </div>
      </DialogBody>
    </Dialog>
  );
}
