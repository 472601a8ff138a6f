import { getTransfer, listUsers, offerTransfer, withdrawTransfer } from "@atrium/contracts";
import { Banner, Button, Combobox, type Choice } from "@atrium/ui";
import { useState } from "react";
import { useOperation } from "../../api/operation.ts";
import { useVerb } from "../../api/use-verb.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import type { AskFirst } from "../../ui/confirm-dialog.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { quoteForFilter } from "../../ui/quote-for-filter.ts";
import { Section } from "../../ui/section.tsx";

/** Offers the organization to another person, who has to accept. */
export function TransferPart({ ask }: { ask: AskFirst }) {
  const { t, relative } = useI18n();
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState<Choice | null>(null);
  const found = useOperation(getTransfer);
  const words = typed === "" ? "" : ` ${quoteForFilter(typed)}`;
  const people = useOperation(
    listUsers,
    { query: { limit: 10, count: "none", q: `status:active -role:super-admin${words}` } },
    { keepPrevious: true },
  );
  const name = chosen?.label ?? "";
  const offer = useVerb(offerTransfer, t("general.transferOffered", { name }));
  const withdraw = useVerb(withdrawTransfer, t("general.transferWithdrawn"));
  return (
    <Section title={t("general.transfer")} detail={t("general.transferDetail")}>
      <Loaded query={found} permission="organizations:read">
        {({ transfer }) =>
          transfer === null ? (
            <div className="flex max-w-150 flex-wrap items-end gap-3">
              <Combobox
                className="min-w-64 flex-1"
                label={t("general.transferTo")}
                value={chosen}
                onChange={setChosen}
                options={(people.data?.items ?? []).map(({ id, displayName, email }) => ({
                  id,
                  label: displayName,
                  detail: email,
                }))}
                onType={(text) => setTyped(text.trim())}
                placeholder={t("general.transferTo")}
                empty={t("general.transferNobody")}
              />
              <Button
                kind="danger"
                isDisabled={chosen === null}
                isPending={offer.isPending}
                onPress={() => {
                  if (chosen === null) return;
                  ask({
                    title: t("general.transferOffer"),
                    detail: t("general.transferDetail"),
                    submit: t("general.transferOffer"),
                    typed: chosen.label,
                    onConfirm: () => offer.run({ body: { userId: chosen.id } }, () => setChosen(null)),
                  });
                }}
              >
                {t("general.transferOffer")}
              </Button>
            </div>
          ) : (
            <Banner
              tone="info"
              action={
                <Button isPending={withdraw.isPending} onPress={() => withdraw.run()}>
                  {t("general.transferWithdraw")}
                </Button>
              }
            >
              {t("general.transferOpen", { name: transfer.to.name, when: relative(transfer.expiresAt) })}
            </Banner>
          )
        }
      </Loaded>
    </Section>
  );
}
