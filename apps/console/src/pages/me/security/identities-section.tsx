import { listIdentities, routeConnection, startLink, unlinkIdentity } from "@atrium/contracts";
import { Button } from "@atrium/ui";
import { useState } from "react";
import { useOperation } from "../../../api/operation.ts";
import { useVerb } from "../../../api/use-verb.ts";
import { useI18n } from "../../../i18n/i18n-context.tsx";
import { ConfirmDialog, type Confirmation } from "../../../ui/confirm-dialog.tsx";
import { Entries, Entry } from "../../../ui/entries.tsx";
import { Loaded } from "../../../ui/loaded.tsx";
import { Moment } from "../../../ui/moment.tsx";
import { Section } from "../../../ui/section.tsx";

export function IdentitiesSection() {
  const { t } = useI18n();
  const [asked, setAsked] = useState<Confirmation | null>(null);
  const identities = useOperation(listIdentities);
  const ways = useOperation(routeConnection, {});
  const link = useVerb(startLink);
  const unlink = useVerb(unlinkIdentity, t("identities.unlinked"));
  const linked = new Set((identities.data?.items ?? []).map(({ connection }) => connection.id));
  const offered = (ways.data?.social ?? []).filter(({ id }) => !linked.has(id));
  return (
    <Section title={t("me.identities")} detail={t("me.identitiesDetail")}>
      <Loaded query={identities}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="text-ink2">{t("identities.none")}</p>
          ) : (
            <Entries label={t("me.identities")}>
              {items.map(({ id, connection: { name }, email, linkedAt, lastUsedAt }) => (
                <Entry
                  key={id}
                  id={id}
                  title={name}
                  detail={
                    <span className="flex flex-wrap gap-x-3">
                      {email !== null && <bdi>{email}</bdi>}
                      <span>
                        {t("identities.linked")} <Moment iso={linkedAt} none="" />
                      </span>
                      <span>
                        {t("factor.used")} <Moment iso={lastUsedAt} none={t("users.never")} />
                      </span>
                    </span>
                  }
                  action={
                    <Button
                      size="small"
                      kind="danger"
                      aria-label={t("identities.unlinkOf", { name })}
                      onPress={() =>
                        setAsked({
                          title: t("identities.unlinkOf", { name }),
                          detail: t("identities.unlinkDetail"),
                          submit: t("identities.unlink"),
                          onConfirm: () => unlink.run({ params: { id } }),
                        })
                      }
                    >
                      {t("identities.unlink")}
                    </Button>
                  }
                />
              ))}
            </Entries>
          )
        }
      </Loaded>
      {offered.length > 0 && (
        <div className="flex flex-wrap gap-2 pt-4">
          {offered.map(({ id, name }) => (
            <Button
              key={id}
              isDisabled={link.isPending}
              onPress={() =>
                link.run({ body: { connection: id, returnTo: "/me/security" } }, ({ url }) =>
                  location.assign(url),
                )
              }
            >
              {t("identities.link", { name })}
            </Button>
          ))}
        </div>
      )}
      <ConfirmDialog asked={asked} onClose={() => setAsked(null)} />
    </Section>
  );
}
