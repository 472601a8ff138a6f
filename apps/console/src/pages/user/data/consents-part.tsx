import { listUserConsents, type Consent } from "@atrium/contracts";
import { Button } from "@atrium/ui";
import { useState } from "react";
import { useOperation } from "../../../api/operation.ts";
import { useCan } from "../../../api/session.ts";
import { useI18n } from "../../../i18n/i18n-context.tsx";
import { ConsentHistory } from "../../../ui/consent-history.tsx";
import { ConsentState } from "../../../ui/consent-state.tsx";
import { Entries, Entry } from "../../../ui/entries.tsx";
import { Loaded } from "../../../ui/loaded.tsx";
import { Moment } from "../../../ui/moment.tsx";
import { usePeopleNames } from "../../../ui/people-names.ts";
import { Section } from "../../../ui/section.tsx";
import { AnswerDialog } from "./answer-dialog.tsx";

/** What somebody agreed to, with every answer; what they said elsewhere can be written down. */
export function ConsentsPart({ id, name }: { id: string; name: string }) {
  const { t } = useI18n();
  const can = useCan();
  const [answering, setAnswering] = useState<Consent | null>(null);
  const consents = useOperation(listUserConsents, { params: { id } });
  const names = usePeopleNames(
    (consents.data?.items ?? []).flatMap(({ answers }) => answers.map(({ givenBy }) => givenBy)),
  );
  return (
    <Section title={t("consents.title")} detail={t("consents.detail", { name })}>
      <Loaded query={consents} permission="users:read">
        {({ items }) =>
          items.length === 0 ? (
            <p className="text-ink2">{t("consents.none")}</p>
          ) : (
            <Entries label={t("consents.title")}>
              {items.map((consent) => (
                <Entry
                  key={consent.purposeId}
                  id={consent.purposeId}
                  title={consent.title}
                  mark={<ConsentState {...consent} />}
                  detail={
                    <>
                      {consent.at !== null && <Moment iso={consent.at} none="" />}
                      <ConsentHistory
                        consent={consent}
                        nameOf={(by) => (by === id ? null : (names.get(by) ?? null))}
                      />
                    </>
                  }
                  action={
                    can("privacy:manage") && (
                      <Button
                        size="small"
                        aria-label={t("consents.recordOf", { title: consent.title })}
                        onPress={() => setAnswering(consent)}
                      >
                        {t("consents.record")}
                      </Button>
                    )
                  }
                />
              ))}
            </Entries>
          )
        }
      </Loaded>
      {answering !== null && (
        <AnswerDialog id={id} name={name} consent={answering} onClose={() => setAnswering(null)} />
      )}
    </Section>
  );
}
