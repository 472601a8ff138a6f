import { makeRecoveryCodes } from "@atrium/contracts";
import { Button, Dialog, DialogActions, DialogBody, Mark } from "@atrium/ui";
import { useState } from "react";
import { useOperationAction } from "../../../api/operation.ts";
import { useSayProblem } from "../../../api/use-verb.ts";
import { useApp } from "../../../app/app-context.tsx";
import { useI18n } from "../../../i18n/i18n-context.tsx";
import { Entry } from "../../../ui/entries.tsx";

/** Below this many a person is one bad week away from being locked out. */
const few = 3;

export function RecoveryCodesEntry({
  codes: { left, madeAt },
  usable,
}: {
  codes: { left: number; madeAt: string | null };
  /** There is another factor that they may stand in for. */
  usable: boolean;
}) {
  const { t, date } = useI18n();
  const say = useSayProblem();
  const make = useOperationAction(makeRecoveryCodes);
  return (
    <>
      <Entry
        title={t("factor.recovery_code")}
        mark={
          madeAt !== null && (
            <Mark tone={left <= few ? "warn" : "ok"}>{t("factor.codesLeft", { count: left })}</Mark>
          )
        }
        detail={
          madeAt === null ? t("factor.about.recovery_code") : t("factor.codesMade", { when: date(madeAt) })
        }
        action={
          usable && (
            <Button size="small" isPending={make.isPending} onPress={() => make.mutate({}, { onError: say })}>
              {t(madeAt === null ? "factor.makeCodes" : "factor.makeNewCodes")}
            </Button>
          )
        }
      />
      {make.data !== undefined && <CodesDialog codes={make.data.codes} onClose={make.reset} />}
    </>
  );
}

/** Shown once: it stays until somebody says that they kept them. */
function CodesDialog({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) {
  const { t } = useI18n();
  const { toasts } = useApp();
  const [kept, setKept] = useState(false);
  const text = codes.join("\n");
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    toasts.add({ text: t("app.copied") }, { timeout: 4000 });
    setKept(true);
  };
  return (
    <Dialog isOpen onOpenChange={onClose} title={t("factor.recovery_code")} dismissable={false}>
      <DialogBody>
        <p>{t("factor.codesOnce")}</p>
        <ol
          aria-label={t("factor.recovery_code")}
          dir="ltr"
          className="grid grid-cols-2 gap-x-6 gap-y-1 rounded-control border border-line bg-sunk p-4 font-mono text-ink select-all"
        >
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ol>
        <div className="flex flex-wrap gap-2">
          <Button onPress={() => void copy()}>{t("factor.copyCodes")}</Button>
          <a
            href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
            download="atrium-recovery-codes.txt"
            onClick={() => setKept(true)}
            className="inline-flex min-h-8 items-center px-2 text-accent underline"
          >
            {t("factor.downloadCodes")}
          </a>
        </div>
      </DialogBody>
      <DialogActions>
        <Button kind={kept ? "primary" : "secondary"} onPress={onClose}>
          {t("factor.codesKept")}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
