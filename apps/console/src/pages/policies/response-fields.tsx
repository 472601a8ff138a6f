import { harmlessResponses, responses, securityEventKinds, type SecurityResponse } from "@atrium/contracts";
import { Checkbox } from "@atrium/ui";
import { useI18n } from "../../i18n/i18n-context.tsx";
import type { PolicyDraft } from "./draft.ts";
import type { FieldsProps } from "./parts.tsx";
import type { PolicySettings } from "./policy-types.ts";

type Kind = keyof PolicySettings["responses"];

/** Where anybody without a credential can bring the event about, only what harms nobody is offered. */
function offered(kind: Kind): readonly SecurityResponse[] {
  return kind === "spray" || kind === "brute_force" ? harmlessResponses : responses;
}

function changed(kind: Kind, wanted: readonly SecurityResponse[]): PolicyDraft {
  const harmless = harmlessResponses.filter((one) => wanted.includes(one));
  if (kind === "spray") return { responses: { spray: harmless } };
  if (kind === "brute_force") return { responses: { brute_force: harmless } };
  return { responses: { [kind]: responses.filter((one) => wanted.includes(one)) } };
}

export function ResponseFields({ rules, set, isDisabled }: FieldsProps) {
  const { t } = useI18n();
  return (
    <div className="border-t border-line">
      {securityEventKinds.map((kind) => {
        const now: readonly SecurityResponse[] = rules.responses[kind];
        return (
          <div
            key={kind}
            role="group"
            aria-label={t(`events.kind.${kind}`)}
            className="grid gap-x-6 gap-y-1 border-b border-line py-2 last:border-b-0 sm:grid-cols-[14rem_1fr]"
          >
            <span className="font-medium">{t(`events.kind.${kind}`)}</span>
            <span className="flex flex-wrap gap-x-5 gap-y-1">
              {offered(kind).map((response) => (
                <Checkbox
                  key={response}
                  isSelected={now.includes(response)}
                  isDisabled={isDisabled}
                  onChange={(chosen) =>
                    set(changed(kind, chosen ? [...now, response] : now.filter((one) => one !== response)))
                  }
                >
                  {t(`response.${response}`)}
                </Checkbox>
              ))}
            </span>
          </div>
        );
      })}
    </div>
  );
}
