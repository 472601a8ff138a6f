import { forgetDevice, listDevices, trustDevice } from "@atrium/contracts";
import { Badge, Button } from "@atrium/ui";
import { useState } from "react";
import { useOperation } from "../../../api/operation.ts";
import { useVerb } from "../../../api/use-verb.ts";
import { useI18n } from "../../../i18n/i18n-context.tsx";
import { ConfirmDialog, type Confirmation } from "../../../ui/confirm-dialog.tsx";
import { Entries, Entry } from "../../../ui/entries.tsx";
import { Loaded } from "../../../ui/loaded.tsx";
import { Moment } from "../../../ui/moment.tsx";
import { Section } from "../../../ui/section.tsx";

export function DevicesSection() {
  const { t, date } = useI18n();
  const [asked, setAsked] = useState<Confirmation | null>(null);
  const devices = useOperation(listDevices);
  const trust = useVerb(trustDevice);
  const forget = useVerb(forgetDevice, t("devices.forgotten"));
  return (
    <Section title={t("me.devices")} detail={t("me.devicesDetail")}>
      <Loaded query={devices}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="text-ink2">{t("devices.none")}</p>
          ) : (
            <Entries label={t("me.devices")}>
              {items.map(({ id, name, ip, firstSeenAt, lastSeenAt, trustedUntil, current }) => (
                <Entry
                  key={id}
                  id={id}
                  title={name}
                  mark={
                    <>
                      {current && <Badge>{t("devices.current")}</Badge>}
                      {trustedUntil !== null && (
                        <Badge tone="dashed">{t("devices.trusted", { until: date(trustedUntil) })}</Badge>
                      )}
                    </>
                  }
                  detail={
                    <span className="flex flex-wrap gap-x-3">
                      {ip !== null && <bdi className="font-mono">{ip}</bdi>}
                      <span>
                        {t("devices.first")} <Moment iso={firstSeenAt} none="" />
                      </span>
                      <span>
                        {t("sessions.seen")} <Moment iso={lastSeenAt} none="" />
                      </span>
                    </span>
                  }
                  action={
                    <>
                      <Button
                        size="small"
                        isDisabled={trust.isPending}
                        aria-label={t(trustedUntil === null ? "devices.trustOf" : "devices.distrustOf", {
                          name,
                        })}
                        onPress={() =>
                          trust.run({ params: { id }, body: { trusted: trustedUntil === null } })
                        }
                      >
                        {t(trustedUntil === null ? "devices.trust" : "devices.distrust")}
                      </Button>
                      <Button
                        size="small"
                        kind="danger"
                        aria-label={t("devices.forgetOf", { name })}
                        onPress={() =>
                          setAsked({
                            title: t("devices.forgetTitle", { name }),
                            detail: t(current ? "devices.forgetHere" : "devices.forgetDetail"),
                            submit: t("devices.forget"),
                            onConfirm: () => forget.run({ params: { id } }),
                          })
                        }
                      >
                        {t("devices.forget")}
                      </Button>
                    </>
                  }
                />
              ))}
            </Entries>
          )
        }
      </Loaded>
      <ConfirmDialog asked={asked} onClose={() => setAsked(null)} />
    </Section>
  );
}
