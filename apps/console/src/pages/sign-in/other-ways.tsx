import {
  passkeyLogin,
  passkeyOptions,
  routeConnection,
  startSso,
  type SignInAnswer,
} from "@atrium/contracts";
import { Button } from "@atrium/ui";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { askForPasskey, passkeysFillIn, passkeysWork } from "../../api/passkey.ts";
import { useCall, useOperation, useOperationAction } from "../../api/operation.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { ProblemBanner } from "../../ui/problem-banner.tsx";

/** In without a password: a passkey, or an identity provider. */
export function OtherWays({
  email,
  routed,
  remember,
  onAnswer,
}: {
  email: string;
  /** The address was told to come through its organization. */
  routed: boolean;
  remember: boolean;
  onAnswer: (answer: SignInAnswer) => void;
}) {
  const { t } = useI18n();
  const call = useCall();
  const waiting = useRef<AbortController>(undefined);
  const [failed, setFailed] = useState(false);
  const signIn = useOperationAction(passkeyLogin, { onDone: onAnswer });
  const ways = useOperation(routeConnection, { query: routed ? { email } : {} });
  const start = useOperationAction(startSso, { onDone: ({ url }) => location.assign(url) });
  const offered = [...(ways.data?.routed ? [ways.data.routed] : []), ...(ways.data?.social ?? [])];

  const show = async (mediation?: "conditional") => {
    waiting.current?.abort();
    const mine = new AbortController();
    waiting.current = mine;
    const options = await call(passkeyOptions, { body: {} });
    const assertion = await askForPasskey(options, { signal: mine.signal, ...(mediation && { mediation }) });
    signIn.mutate({ request: { body: { assertion, remember } } });
  };
  const fillIn = useEffectEvent(() => show("conditional"));
  useEffect(() => {
    // Waits in silence: where nothing is filled in, nothing happens.
    void passkeysFillIn()
      .then((offers) => (offers ? fillIn() : undefined))
      .catch(() => undefined);
    return () => waiting.current?.abort();
  }, []);

  return (
    <div className="flex flex-col gap-2">
      <ProblemBanner error={signIn.error ?? start.error} />
      {passkeysWork() && (
        <Button
          isPending={signIn.isPending}
          onPress={() => {
            setFailed(false);
            show().catch(() => setFailed(true));
          }}
        >
          {t("signIn.passkey")}
        </Button>
      )}
      {failed && (
        <p role="status" className="text-small text-bad">
          {t("factor.passkeyFailed")}
        </p>
      )}
      {offered.map(({ id, name }) => (
        <Button
          key={id}
          isPending={start.isPending}
          onPress={() =>
            start.mutate({ request: { params: { id }, body: { returnTo: returnPath(), remember } } })
          }
        >
          {t("signIn.with", { name })}
        </Button>
      ))}
    </div>
  );
}

/** Where the provider's answer leads in the end: here, or where the sign-in was to lead. */
function returnPath(): string {
  const { pathname, search } = location;
  return pathname === "/sign-in" ? (new URLSearchParams(search).get("next") ?? "/") : `${pathname}${search}`;
}
