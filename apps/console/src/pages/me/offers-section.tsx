import { acceptTransfer, declineTransfer, listOwnTransfers } from "@atrium/contracts";
import { Button } from "@atrium/ui";
import { useOperation } from "../../api/operation.ts";
import { useVerb } from "../../api/use-verb.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { Section } from "../../ui/section.tsx";

/** Organizations that somebody would hand over; without any there is nothing to see. */
export function OffersSection() {
  const { t } = useI18n();
  const offers = useOperation(listOwnTransfers);
  const accept = useVerb(acceptTransfer);
  const decline = useVerb(declineTransfer, t("me.offerDeclined"));
  const items = offers.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Section title={t("me.offers")}>
      <ul>
        {items.map(({ id, organization, from }) => (
          <li
            key={id}
            className="flex min-h-row flex-wrap items-center justify-between gap-3 border-b border-line py-2 last:border-b-0"
          >
            <span className="min-w-0 flex-1">
              {t("me.offer", { from: from.name, organization: organization.name })}
            </span>
            <span className="flex gap-2">
              <Button
                size="small"
                isPending={decline.isPending}
                onPress={() => decline.run({ params: { id } })}
              >
                {t("me.offerDecline")}
              </Button>
              <Button
                size="small"
                kind="primary"
                isPending={accept.isPending}
                onPress={() => accept.run({ params: { id } })}
              >
                {t("me.offerAccept")}
              </Button>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
