import { answerMyConsent, listMyConsents, type Consent } from "@atrium/contracts";
import { ApiError } from "@atrium/sdk";
import { Button } from "@atrium/ui";
import { useOperation, useOperationAction } from "../../../api/operation.ts";
import { useNotice } from "../../../api/use-notice.ts";
import { useSayProblem } from "../../../api/use-verb.ts";
import { useI18n } from "../../../i18n/i18n-context.tsx";
import { ConsentHistory } from "../../../ui/consent-history.tsx";
import { ConsentState } from "../../../ui/consent-state.tsx";
import { Entries, Entry } from "../../../ui/entries.tsx";
import { Loaded } from "../../../ui/loaded.tsx";
import { Moment } from "../../../ui/moment.tsx";
import { Section } from "../../../ui/section.tsx";

/** What one is asked to agree to. To take it back is as easy as to give it. */
export function MyConsents({ organization }: { organization: string }) {
  const { t } = useI18n();
  const consents = useOperation(listMyConsents, {});
  const { answer, isPending } = useAnswer(() => void consents.refetch());
  return (
    <Section title={t("consents.mine")} detail={t("consents.mineDetail", { organization })}>
      <Loaded query={consents}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="text-ink2">{t("consents.noneMine", { organization })}</p>
          ) : (
            <Entries label={t("consents.mine")}>
              {items.map((consent) => (
                <Entry
                  key={consent.purposeId}
                  id={consent.purposeId}
                  title={consent.title}
                  mark={<ConsentState {...consent} />}
                  detail={
                    <>
                      {consent.given === null && (
                        <p dir="auto" className="max-w-140 py-1 whitespace-pre-wrap">
                          {consent.wording}
                        </p>
                      )}
                      {consent.at !== null && <Moment iso={consent.at} none="" />}
                      {consent.answers.length > 0 && <ConsentHistory consent={consent} nameOf={() => null} />}
                    </>
                  }
                  action={
                    <>
                      {consent.given !== true && (
                        <Button
                          size="small"
                          isDisabled={isPending}
                          aria-label={t("consents.giveOf", { title: consent.title })}
                          onPress={() => answer(consent, true)}
                        >
                          {t("consents.give")}
                        </Button>
                      )}
                      {consent.given !== false && (
                        <Button
                          size="small"
                          isDisabled={isPending}
                          aria-label={t(consent.given ? "consents.withdrawOf" : "consents.refuseOf", {
                            title: consent.title,
                          })}
                          onPress={() => answer(consent, false)}
                        >
                          {t(consent.given ? "consents.withdraw" : "consents.refuse")}
                        </Button>
                      )}
                    </>
                  }
                />
              ))}
            </Entries>
          )
        }
      </Loaded>
    </Section>
  );
}

/** Answers in the words that are on the screen; where they have changed meanwhile, the new ones are shown instead. */
function useAnswer(reread: () => void) {
  const { t } = useI18n();
  const say = useSayProblem();
  const tell = useNotice();
  const action = useOperationAction(answerMyConsent);
  const send = ({ purposeId, wordingVersion }: Consent, given: boolean) =>
    action.mutateAsync({ request: { body: { purposeId, given, wordingVersion } } });
  return {
    isPending: action.isPending,
    answer: (consent: Consent, given: boolean) =>
      void send(consent, given)
        .then(() => {
          const before = consent.given;
          tell(
            t(given ? "consents.nowGiven" : "consents.nowRefused", { title: consent.title }),
            before === null ? undefined : () => void send(consent, before).catch(say),
          );
        })
        .catch((error: Error) => {
          if (error instanceof ApiError && error.code === "consent.wording_changed") reread();
          say(error);
        }),
  };
}
