import { addEmailCode, removeEmailCode } from "@atrium/contracts";
import { Button } from "@atrium/ui";
import { useVerb } from "../../../api/use-verb.ts";
import { useI18n } from "../../../i18n/i18n-context.tsx";
import type { AskFirst } from "../../../ui/confirm-dialog.tsx";
import { FactorEntry } from "./factor-entry.tsx";

export function EmailCodeEntry({
  emailCode,
  ask,
}: {
  emailCode: { addedAt: string; lastUsedAt: string | null; email: string } | null;
  ask: AskFirst;
}) {
  const { t } = useI18n();
  const name = t("factor.email_code");
  const add = useVerb(addEmailCode, t("factor.addedNow", { name }));
  const remove = useVerb(removeEmailCode, t("factor.removed", { name }));
  return (
    <FactorEntry
      title={name}
      hint={t("factor.about.email_code")}
      dates={emailCode}
      {...(emailCode !== null && { detail: emailCode.email })}
      action={
        emailCode === null ? (
          <Button
            size="small"
            isPending={add.isPending}
            aria-label={t("factor.setUpOf", { name })}
            onPress={() => add.run()}
          >
            {t("factor.setUp")}
          </Button>
        ) : (
          <Button
            size="small"
            kind="danger"
            aria-label={t("factor.removeOf", { name })}
            onPress={() =>
              ask({
                title: t("factor.removeOf", { name }),
                detail: t("factor.removeDetail"),
                submit: t("factor.remove"),
                onConfirm: () => remove.run(),
              })
            }
          >
            {t("factor.remove")}
          </Button>
        )
      }
    />
  );
}
