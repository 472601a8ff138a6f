import {
  forcePasswordChange,
  listUserFactors,
  resetUserFactors,
  sendPasswordReset,
  unlockUser,
  type User,
} from "@atrium/contracts";
import { Banner, Button } from "@atrium/ui";
import type { Action } from "../../../actions/registry.ts";
import { useActions } from "../../../actions/use-actions.ts";
import { useOperation } from "../../../api/operation.ts";
import { useVerb } from "../../../api/use-verb.ts";
import { useI18n } from "../../../i18n/i18n-context.tsx";
import type { AskFirst } from "../../../ui/confirm-dialog.tsx";
import { Entries, Entry } from "../../../ui/entries.tsx";
import { Loaded } from "../../../ui/loaded.tsx";
import { Moment } from "../../../ui/moment.tsx";
import { Section } from "../../../ui/section.tsx";

/** Which factors somebody has, and help for who cannot get in. What belongs to the person alone is left alone. */
export function CredentialsPart({ person, ask }: { person: User; ask: AskFirst }) {
  const { t } = useI18n();
  const { id, displayName: name, email } = person;
  const request = { params: { id } };
  const factors = useOperation(listUserFactors, request);
  const reset = useVerb(resetUserFactors, t("userSecurity.factorsReset", { name }));
  const mail = useVerb(sendPasswordReset, t("userSecurity.resetSent", { email }));
  const force = useVerb(forcePasswordChange, t("userSecurity.forced", { name }));
  const unlock = useVerb(unlockUser, t("userSecurity.unlocked", { name }));
  const managed = factors.data?.managed === true;
  const hasFactors = (factors.data?.items ?? []).length > 0;
  const helps: (Action & { detail: string; done: boolean })[] = [
    {
      id: "user.sendReset",
      title: "userSecurity.sendReset",
      detail: t("userSecurity.sendResetDetail", { email }),
      section: "here",
      done: mail.isPending,
      run: () => mail.run(request),
    },
    {
      id: "user.forceChange",
      title: "userSecurity.force",
      detail: t("userSecurity.forceDetail"),
      section: "here",
      done: force.isPending,
      run: () => force.run(request),
    },
    {
      id: "user.unlock",
      title: "userSecurity.unlock",
      detail: t("userSecurity.unlockDetail"),
      section: "here",
      done: unlock.isPending,
      run: () => unlock.run(request),
    },
  ];
  if (hasFactors) {
    helps.push({
      id: "user.resetFactors",
      title: "userSecurity.reset",
      detail: t("userSecurity.resetHint"),
      section: "here",
      danger: true,
      done: reset.isPending,
      run: () =>
        ask({
          title: t("userSecurity.resetTitle", { name }),
          detail: t("userSecurity.resetDetail"),
          submit: t("userSecurity.reset"),
          typed: name,
          onConfirm: () => reset.run(request),
        }),
    });
  }
  useActions(managed ? helps : []);
  return (
    <Section title={t("userSecurity.factors")} detail={t("userSecurity.factorsDetail")}>
      <Loaded query={factors} permission="credentials:reset">
        {({ items }) => (
          <div className="flex flex-col gap-4">
            {items.length === 0 ? (
              <p className="text-ink2">{t("userSecurity.noFactors")}</p>
            ) : (
              <Entries label={t("userSecurity.factors")}>
                {items.map(({ kind, addedAt, lastUsedAt }, at) => (
                  <Entry
                    key={`${kind}-${at}`}
                    title={t(`factor.${kind}`)}
                    detail={
                      <span className="flex flex-wrap gap-x-3">
                        <span>
                          {t("factor.added")} <Moment iso={addedAt} none="" />
                        </span>
                        <span>
                          {t("factor.used")} <Moment iso={lastUsedAt} none={t("users.never")} />
                        </span>
                      </span>
                    }
                  />
                ))}
              </Entries>
            )}
            {managed ? (
              <Entries label={t("userSecurity.help")}>
                {helps.map(({ id: key, title, detail, danger, done, run }) => (
                  <Entry
                    key={key}
                    title={t(title)}
                    detail={detail}
                    action={
                      <Button
                        size="small"
                        {...(danger === true && { kind: "danger" as const })}
                        isPending={done}
                        onPress={run}
                      >
                        {t(title)}
                      </Button>
                    }
                  />
                ))}
              </Entries>
            ) : (
              <Banner tone="info">{t("userSecurity.notManaged", { name })}</Banner>
            )}
          </div>
        )}
      </Loaded>
    </Section>
  );
}
