import { addEmail, listEmails, removeEmail, setPrimaryEmail } from "@atrium/contracts";
import { Badge, Banner, Button } from "@atrium/ui";
import { useState } from "react";
import { useOperation } from "../../../api/operation.ts";
import { useContractForm } from "../../../api/use-contract-form.ts";
import { useVerb } from "../../../api/use-verb.ts";
import { useI18n } from "../../../i18n/i18n-context.tsx";
import { ConfirmDialog, type Confirmation } from "../../../ui/confirm-dialog.tsx";
import { Entries, Entry } from "../../../ui/entries.tsx";
import { FormTextField } from "../../../ui/form-field.tsx";
import { Loaded } from "../../../ui/loaded.tsx";
import { ProblemBanner } from "../../../ui/problem-banner.tsx";
import { Section } from "../../../ui/section.tsx";

export function AddressesSection() {
  const { t, dateTime } = useI18n();
  const [asked, setAsked] = useState<Confirmation | null>(null);
  const emails = useOperation(listEmails);
  const makePrimary = useVerb(setPrimaryEmail, t("emails.primaryDone"));
  const remove = useVerb(removeEmail, t("emails.removed"));
  const askToRemove = (email: string) =>
    setAsked({
      title: t("emails.removeOf", { email }),
      detail: t("emails.removeDetail"),
      submit: t("emails.remove"),
      onConfirm: () => remove.run({ params: { email } }),
    });
  return (
    <Section title={t("me.emails")} detail={t("me.emailsDetail")}>
      <Loaded query={emails}>
        {({ items, pending }) => (
          <div className="flex flex-col gap-4">
            <Entries label={t("me.emails")}>
              {items.map(({ email, verified, primary }) => (
                <Entry
                  key={email}
                  title={email}
                  mark={
                    <>
                      {primary && <Badge>{t("emails.primary")}</Badge>}
                      {!verified && <Badge tone="dashed">{t("emails.unverified")}</Badge>}
                    </>
                  }
                  action={
                    !primary && (
                      <>
                        {verified && (
                          <Button
                            size="small"
                            aria-label={t("emails.makePrimaryOf", { email })}
                            isDisabled={makePrimary.isPending}
                            onPress={() => makePrimary.run({ body: { email } })}
                          >
                            {t("emails.makePrimary")}
                          </Button>
                        )}
                        <Button
                          size="small"
                          kind="danger"
                          aria-label={t("emails.removeOf", { email })}
                          onPress={() => askToRemove(email)}
                        >
                          {t("emails.remove")}
                        </Button>
                      </>
                    )
                  }
                />
              ))}
            </Entries>
            {pending !== null && (
              <Banner
                tone="info"
                action={
                  <Button
                    isDisabled={remove.isPending}
                    onPress={() => remove.run({ params: { email: pending.email } })}
                  >
                    {t("emails.giveUp")}
                  </Button>
                }
              >
                {t("emails.pending", { email: pending.email, until: dateTime(pending.expiresAt) })}
              </Banner>
            )}
            <NewAddress />
          </div>
        )}
      </Loaded>
      <ConfirmDialog asked={asked} onClose={() => setAsked(null)} />
    </Section>
  );
}

function NewAddress() {
  const { t } = useI18n();
  const form = useContractForm(addEmail, {
    initial: { email: "" },
    request: ({ email = "" }) => ({ body: { email } }),
    onDone: () => form.set({ email: "" }),
  });
  return (
    <form onSubmit={form.submit} noValidate className="flex max-w-95 flex-col gap-3">
      <ProblemBanner error={form.problem} />
      <FormTextField
        form={form}
        name="email"
        type="email"
        autoComplete="off"
        description={t("emails.newDetail")}
      />
      <Button type="submit" isPending={form.isSending} className="self-start">
        {t("emails.change")}
      </Button>
    </form>
  );
}
