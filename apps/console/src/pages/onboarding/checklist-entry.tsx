import {
  deleteOnboardingChecklist,
  updateOnboardingChecklist,
  type OnboardingChecklist,
} from "@atrium/contracts";
import { Badge, Button, Switch } from "@atrium/ui";
import { useState } from "react";
import { useCan } from "../../api/session.ts";
import { useVerb } from "../../api/use-verb.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { ConfirmDialog, type Confirmation } from "../../ui/confirm-dialog.tsx";
import { Entry } from "../../ui/entries.tsx";

export function ChecklistEntry({
  checklist,
  onEdit,
  onProgress,
}: {
  checklist: OnboardingChecklist;
  onEdit: () => void;
  onProgress: () => void;
}) {
  const { t } = useI18n();
  const can = useCan();
  const [asked, setAsked] = useState<Confirmation | null>(null);
  const { id, name, forWhom, dueDays, enabled, steps } = checklist;
  const turn = useVerb(
    updateOnboardingChecklist,
    t(enabled ? "onboarding.nowOff" : "onboarding.nowOn", { name }),
  );
  const remove = useVerb(deleteOnboardingChecklist, t("onboarding.deleted", { name }));
  const askDelete = () =>
    setAsked({
      title: t("onboarding.deleteTitle", { name }),
      detail: t("onboarding.deleteDetail"),
      submit: t("onboarding.delete"),
      onConfirm: () => remove.run({ params: { id } }),
    });
  return (
    <>
      <Entry
        id={id}
        title={name}
        mark={!enabled && <Badge tone="dashed">{t("onboarding.off")}</Badge>}
        detail={
          <>
            <p>
              {t("onboarding.stepCount", { count: steps.length })}
              {dueDays !== null && ` · ${t("onboarding.within", { days: dueDays })}`}
            </p>
            <p>
              {t("onboarding.whom")}:{" "}
              {forWhom === "" ? t("onboarding.everybody") : <bdi className="font-mono">{forWhom}</bdi>}
            </p>
          </>
        }
        action={
          <>
            {can("onboarding:manage") && (
              <Switch
                aria-label={t("onboarding.onOf", { name })}
                isSelected={enabled}
                isDisabled={turn.isPending}
                onChange={(on) => turn.run({ params: { id }, body: { enabled: on } })}
              >
                {t(enabled ? "onboarding.on" : "onboarding.off")}
              </Switch>
            )}
            <Button size="small" aria-label={t("onboarding.progressOf", { name })} onPress={onProgress}>
              {t("onboarding.progress")}
            </Button>
            {can("onboarding:manage") && (
              <>
                <Button size="small" aria-label={t("onboarding.edit", { name })} onPress={onEdit}>
                  {t("user.edit")}
                </Button>
                <Button size="small" aria-label={t("onboarding.deleteOf", { name })} onPress={askDelete}>
                  {t("onboarding.delete")}
                </Button>
              </>
            )}
          </>
        }
      />
      <ConfirmDialog asked={asked} onClose={() => setAsked(null)} />
    </>
  );
}
