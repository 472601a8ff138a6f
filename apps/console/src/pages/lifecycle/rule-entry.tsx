import {
  confirmLifecycleRule,
  deleteLifecycleRule,
  switchLifecycleRule,
  type LifecycleRule,
} from "@atrium/contracts";
import { Badge, Banner, Button, Switch } from "@atrium/ui";
import { useState } from "react";
import { useVerb } from "../../api/use-verb.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { ConfirmDialog, type Confirmation } from "../../ui/confirm-dialog.tsx";
import { Entry } from "../../ui/entries.tsx";
import { useRuleWords } from "./use-rule-words.ts";

export function RuleEntry({
  rule,
  onEdit,
  onPreview,
}: {
  rule: LifecycleRule;
  onEdit: () => void;
  onPreview: () => void;
}) {
  const { t } = useI18n();
  const words = useRuleWords();
  const [asked, setAsked] = useState<Confirmation | null>(null);
  const { id, name, q, enabled, stoppedAt, stoppedCount } = rule;
  const turn = useVerb(switchLifecycleRule, t(enabled ? "lifecycle.nowOff" : "lifecycle.nowOn", { name }));
  const confirm = useVerb(confirmLifecycleRule, t("lifecycle.confirmed", { name }));
  const remove = useVerb(deleteLifecycleRule, t("lifecycle.deleted", { name }));
  const count = stoppedCount ?? 0;
  const askConfirm = () =>
    setAsked({
      title: t("lifecycle.confirmTitle", { name, count }),
      detail: t("lifecycle.confirmDetail"),
      submit: t("lifecycle.confirm"),
      onConfirm: () => confirm.run({ params: { id }, body: { people: count } }),
    });
  const askDelete = () =>
    setAsked({
      title: t("lifecycle.deleteTitle", { name }),
      detail: t("lifecycle.deleteDetail"),
      submit: t("lifecycle.delete"),
      onConfirm: () => remove.run({ params: { id } }),
    });
  return (
    <>
      <Entry
        id={id}
        title={name}
        mark={stoppedAt !== null && <Badge tone="dashed">{t("lifecycle.stopped")}</Badge>}
        detail={
          <>
            <p>{words(rule)}</p>
            <p>
              {t("lifecycle.whom")}:{" "}
              {q === "" ? t("lifecycle.everybody") : <bdi className="font-mono">{q}</bdi>}
            </p>
            {stoppedAt !== null && (
              <div className="pt-2">
                <Banner
                  tone="warn"
                  action={
                    <Button size="small" isDisabled={confirm.isPending} onPress={askConfirm}>
                      {t("lifecycle.confirm")}
                    </Button>
                  }
                >
                  {t("lifecycle.stoppedDetail", { count })}
                </Banner>
              </div>
            )}
          </>
        }
        action={
          <>
            <Switch
              aria-label={t("lifecycle.onOf", { name })}
              isSelected={enabled}
              isDisabled={turn.isPending}
              onChange={(on) => turn.run({ params: { id }, body: { enabled: on } })}
            >
              {t(enabled ? "lifecycle.on" : "lifecycle.off")}
            </Switch>
            <Button size="small" aria-label={t("lifecycle.previewOf", { name })} onPress={onPreview}>
              {t("lifecycle.preview")}
            </Button>
            <Button size="small" aria-label={t("lifecycle.edit", { name })} onPress={onEdit}>
              {t("user.edit")}
            </Button>
            <Button size="small" aria-label={t("lifecycle.deleteOf", { name })} onPress={askDelete}>
              {t("lifecycle.delete")}
            </Button>
          </>
        }
      />
      <ConfirmDialog asked={asked} onClose={() => setAsked(null)} />
    </>
  );
}
