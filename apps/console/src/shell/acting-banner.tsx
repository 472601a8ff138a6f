import { endImpersonation } from "@atrium/contracts";
import { Button, Dialog, DialogActions, DialogBody } from "@atrium/ui";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { useActions } from "../actions/use-actions.ts";
import { acting, leaveActing, type Acting } from "../api/acting.ts";
import { useCall } from "../api/operation.ts";
import { useApp } from "../app/app-context.tsx";
import { useI18n } from "../i18n/i18n-context.tsx";

const clockText = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

function useSecondsLeft(until: number): number {
  const left = () => Math.max(0, Math.ceil((until - Date.now()) / 1000));
  const [seconds, setSeconds] = useState(left);
  useEffect(() => {
    const timer = setInterval(() => setSeconds(left), 1000);
    return () => clearInterval(timer);
  });
  return seconds;
}

/** Above every page while this tab acts as somebody else. */
export function ActingBanner() {
  const [now] = useState(acting);
  return now === null ? null : <Bar now={now} />;
}

function Bar({ now }: { now: Acting }) {
  const { t } = useI18n();
  const { actingOver } = useApp();
  const call = useCall();
  const bar = useRef<HTMLDivElement>(null);
  const [told, setTold] = useState(false);
  const [isEnding, setEnding] = useState(false);
  const seconds = useSecondsLeft(now.until);
  const over = told || seconds === 0;
  useEffect(() => actingOver.onEnd(() => setTold(true)), [actingOver]);
  // The shell fills what is left of the window.
  useLayoutEffect(() => {
    const element = bar.current;
    if (element === null) return;
    const root = document.documentElement;
    const measure = new ResizeObserver(() => root.style.setProperty("--above", `${element.offsetHeight}px`));
    measure.observe(element);
    return () => {
      measure.disconnect();
      root.style.removeProperty("--above");
    };
  }, []);
  const end = () => {
    setEnding(true);
    // Whatever comes of the call: one does not stay against one's will, and it ends by itself.
    void call(endImpersonation)
      .catch(() => undefined)
      .finally(leaveActing);
  };
  useActions([{ id: "impersonation.end", title: "action.endImpersonation", section: "general", run: end }]);
  const { name } = now.subject;
  return (
    <>
      <div
        ref={bar}
        role="region"
        aria-label={t("impersonation.banner", { name })}
        className="sticky top-0 z-40 flex flex-wrap items-center gap-x-4 gap-y-1 border-b-2 border-warn bg-raised px-4 py-1.5 text-ink"
      >
        <p className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-3">
          <strong className="font-semibold">
            <bdi>{t("impersonation.banner", { name })}</bdi>
          </strong>
          <span className={now.writes ? "font-medium text-warn" : "text-ink2"}>
            {t(now.writes ? "impersonation.writing" : "impersonation.looking")}
          </span>
          <bdi className="min-w-0 truncate text-small text-ink2 max-md:hidden">
            {t("impersonation.reason", { reason: now.reason })}
          </bdi>
        </p>
        <span role="timer" className="text-small tabular-nums">
          {t("impersonation.left", { time: clockText(seconds) })}
        </span>
        <Button
          size="small"
          kind="primary"
          isPending={isEnding}
          aria-label={t("impersonation.endOf", { name })}
          onPress={end}
        >
          {t("impersonation.end")}
        </Button>
      </div>
      <Dialog
        isOpen={over && !isEnding}
        onOpenChange={() => undefined}
        title={t("impersonation.over.title")}
        dismissable={false}
        role="alertdialog"
      >
        <DialogBody>
          <p>{t("impersonation.over.detail", { name })}</p>
        </DialogBody>
        <DialogActions>
          <Button kind="primary" autoFocus onPress={leaveActing}>
            {t("impersonation.over.back")}
          </Button>
        </DialogActions>
      </Dialog>
    </>
  );
}
