import { previewLifecycleRule, switchLifecycleRule, type LifecycleRule } from "@atrium/contracts";
import { Banner, Button, Dialog, DialogActions, DialogBody } from "@atrium/ui";
import { Link } from "@tanstack/react-router";
import { useOperation } from "../../api/operation.ts";
import { useVerb } from "../../api/use-verb.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { Loaded } from "../../ui/loaded.tsx";

/** Whom each step would meet now, before anybody switches the rule on. */
export function PreviewDialog({
  rule,
  organization,
  onClose,
}: {
  rule: LifecycleRule;
  organization: string;
  onClose: () => void;
}) {
  const { t, number } = useI18n();
  const preview = useOperation(previewLifecycleRule, { params: { id: rule.id } });
  const turn = useVerb(switchLifecycleRule, t("lifecycle.nowOn", { name: rule.name }));
  return (
    <Dialog isOpen onOpenChange={onClose} title={t("lifecycle.previewOf", { name: rule.name })} width="wide">
      <DialogBody>
        <Loaded query={preview} permission="lifecycle:manage">
          {({ steps, due, allowed }) => (
            <>
              <p role="status">{t("lifecycle.previewDetail", { due, allowed: number(allowed) })}</p>
              {due > allowed && <Banner tone="warn">{t("lifecycle.previewTooMany")}</Banner>}
              <ol className="flex flex-col gap-3">
                {steps.map(({ act, people, first }, at) => (
                  <li key={at} className="border-t border-line pt-3">
                    <p className="font-semibold text-ink">
                      {t(`lifecycle.act.${act}`)}: {t("lifecycle.people", { count: people })}
                    </p>
                    {first.length > 0 && (
                      <ul className="text-small">
                        {first.map(({ id, displayName, email }) => (
                          <li key={id}>
                            <Link
                              to="/o/$org/users/$id"
                              params={{ org: organization, id }}
                              className="font-medium text-ink hover:underline"
                            >
                              <bdi>{displayName}</bdi>
                            </Link>{" "}
                            <bdi>{email}</bdi>
                          </li>
                        ))}
                        {people > first.length && (
                          <li>{t("lifecycle.andMore", { count: people - first.length })}</li>
                        )}
                      </ul>
                    )}
                  </li>
                ))}
              </ol>
            </>
          )}
        </Loaded>
      </DialogBody>
      <DialogActions>
        <Button onPress={onClose}>{t("app.close")}</Button>
        {!rule.enabled && (
          <Button
            kind="primary"
            isDisabled={preview.data === undefined}
            isPending={turn.isPending}
            onPress={() => turn.run({ params: { id: rule.id }, body: { enabled: true } }, onClose)}
          >
            {t("lifecycle.switchOn")}
          </Button>
        )}
      </DialogActions>
    </Dialog>
  );
}
