import { endGrant, giveGrant, permissionNames, type ShownGrant } from "@atrium/contracts";
import { useOperationAction } from "../../api/operation.ts";
import { useSayProblem } from "../../api/use-verb.ts";
import { useApp } from "../../app/app-context.tsx";
import { useI18n } from "../../i18n/i18n-context.tsx";

const undoMilliseconds = 15_000;
type Words = { readonly who: string; readonly what: string };

/** Ends grants and tells what was given, each with the way back. */
export function useEndGrant() {
  const { t } = useI18n();
  const { toasts } = useApp();
  const say = useSayProblem();
  const ending = useOperationAction(endGrant);
  const giving = useOperationAction(giveGrant);
  const take = (id: string) => ending.mutateAsync({ request: { params: { id } } });
  const again = ({ subject, role, permission, scope, validFrom, validUntil, reason }: ShownGrant) => {
    const right = permissionNames.find((name) => name === permission);
    return giving.mutateAsync({
      request: {
        body: {
          subject,
          ...(role !== null && { role }),
          ...(right !== undefined && { permission: right }),
          scope,
          ...(validFrom !== null && { validFrom }),
          ...(validUntil !== null && { validUntil }),
          ...(reason !== null && { reason }),
        },
      },
    });
  };
  return {
    isPending: ending.isPending || giving.isPending,
    end(grant: ShownGrant, words: Words): void {
      const undo = () =>
        void again(grant)
          .then(() => toasts.add({ text: t("access.grant.back", words) }, { timeout: 6000 }))
          .catch(say);
      void take(grant.id)
        .then(() =>
          toasts.add(
            { text: t("access.grant.ended", words), action: { label: t("app.undo"), run: undo } },
            { timeout: undoMilliseconds },
          ),
        )
        .catch(say);
    },
    /** Tells of a grant that was just given. */
    said(grant: ShownGrant, words: Words): void {
      const later = grant.validFrom !== null && Date.parse(grant.validFrom) > Date.now();
      toasts.add(
        {
          text: t(later ? "access.grant.givenLater" : "access.grant.given", words),
          action: { label: t("app.undo"), run: () => void take(grant.id).catch(say) },
        },
        { timeout: undoMilliseconds },
      );
    },
  };
}
