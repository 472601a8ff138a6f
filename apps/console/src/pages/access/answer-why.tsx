import { Button } from "@atrium/ui";
import type { ReactNode } from "react";
import { useI18n } from "../../i18n/i18n-context.tsx";
import type { AskedWhy, Explained } from "./explained.ts";
import { MissingPart } from "./missing-part.tsx";
import { ProofPath } from "./proof-path.tsx";
import { usePermissionWords, useScopeWords, useWhereClause } from "./words.ts";

/** The answer in one sentence, and what proves it. */
export function AnswerWhy({
  answer,
  asked,
  organization,
  onWhatIfEnded,
  onGive,
}: {
  answer: Explained;
  asked: AskedWhy;
  organization: string;
  onWhatIfEnded: (grant: string) => void;
  onGive: (what: string) => void;
}) {
  const { t } = useI18n();
  const { proof, missing, names } = answer;
  return (
    <section aria-live="polite" className="py-6">
      <h2
        className="max-w-240 pb-5 font-serif text-title font-medium text-balance"
        data-answer={answer.allowed}
      >
        <Sentence answer={answer} asked={asked} />
      </h2>
      {proof !== null && (
        <>
          <ProofPath proof={proof} names={names} organization={organization} scope={asked.on} />
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2 pt-4">
            <p className="text-ink2">
              {proof.others === 0 ? t("access.only") : t("access.others", { count: proof.others })}
            </p>
            <Button size="small" onPress={() => onWhatIfEnded(proof.grant.id)}>
              {t("access.whatIfEnded")}
            </Button>
          </div>
        </>
      )}
      {missing !== null && <MissingPart missing={missing} names={names} asked={asked} onGive={onGive} />}
    </section>
  );
}

function Sentence({ answer, asked }: { answer: Explained; asked: AskedWhy }): ReactNode {
  const { t, nodes, dateTime } = useI18n();
  const { phrase } = usePermissionWords();
  const scopeWords = useScopeWords();
  const whereClause = useWhereClause();
  const { names, proof, missing } = answer;
  const subject = names[asked.who] ?? t("access.unknown");
  const who = <bdi className="text-ink">{subject}</bdi>;
  const what = <span className="text-accent">{phrase(asked.can)}</span>;
  const where = whereClause(asked.on, names);
  if (proof !== null) {
    const { grant, path } = proof;
    const until =
      grant.validUntil === null ? "" : t("access.clause.until", { date: dateTime(grant.validUntil) });
    const role = grant.role === null ? null : (names[grant.role] ?? grant.role);
    const group = path.some(({ kind, id }) => kind === "group" && id !== asked.who)
      ? (names[grant.subject] ?? t("access.unknown"))
      : null;
    const owner = path[0]?.kind === "key" ? path[1]?.name : undefined;
    const because =
      owner !== undefined
        ? t("access.because.key", { owner })
        : group !== null
          ? role === null
            ? t("access.because.groupPermission", { group })
            : t("access.because.groupRole", { group, role })
          : role === null
            ? t("access.because.permission")
            : t("access.because.role", { role });
    return nodes("access.yes", { who, what }, { rest: `${where}${until}${because}` });
  }
  if (missing === null) return null;
  const { reason, grant } = missing;
  const date = reason === "not_yet" ? grant?.validFrom : grant?.validUntil;
  return nodes(
    `access.no.${reason}`,
    { who, what },
    {
      rest: where,
      ...(date != null && { date: dateTime(date) }),
      ...(grant !== null && { scope: scopeWords(grant.scope, names) }),
    },
  );
}
