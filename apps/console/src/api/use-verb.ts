import type { Contract, Received, Request } from "@atrium/contracts";
import { ApiError, type CallOptions } from "@atrium/sdk";
import { useApp } from "../app/app-context.tsx";
import { useI18n } from "../i18n/i18n-context.tsx";
import { useOperationAction } from "./operation.ts";
import { describeProblem } from "./problem.ts";

const noticeMilliseconds = 6000;

/** Says in a notice what went wrong; that somebody would not confirm who they are they know themselves. */
export function useSayProblem(): (error: Error) => void {
  const i18n = useI18n();
  const { toasts } = useApp();
  return (error) => {
    if (error instanceof ApiError && error.code === "auth.step_up_required") return;
    const { title, detail } = describeProblem(error, i18n);
    toasts.add({ text: [title, detail].filter(Boolean).join(". "), tone: "bad" });
  };
}

/** A write behind a button: what came of it is told in a notice. */
export function useVerb<C extends Contract>(contract: C, done?: string) {
  const { toasts } = useApp();
  const say = useSayProblem();
  const action = useOperationAction(contract);
  return {
    isPending: action.isPending,
    run(request?: Request<C>, then?: (output: Received<C>) => void, options?: CallOptions) {
      action
        .mutateAsync({ ...(request !== undefined && { request }), ...(options !== undefined && { options }) })
        .then((output) => {
          if (done !== undefined) toasts.add({ text: done }, { timeout: noticeMilliseconds });
          then?.(output);
        })
        .catch(say);
    },
  };
}
