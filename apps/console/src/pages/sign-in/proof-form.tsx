import { sendCode } from "@atrium/contracts";
import { Button, TextField } from "@atrium/ui";
import { ApiError } from "@atrium/sdk";
import { useState, type FormEvent, type ReactNode } from "react";
import { useOperationAction } from "../../api/operation.ts";
import { describeProblem } from "../../api/problem.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { ProblemBanner } from "../../ui/problem-banner.tsx";
import { inOrder, isSentWay, type SentWay, type Way } from "./ways.ts";

export type ProofFormProps = {
  ways: readonly Way[];
  /** Of the unfinished sign-in; without one, codes are sent to who is signed in. */
  ticket?: string;
  onProof: (way: Exclude<Way, "passkey">, text: string) => void;
  onPasskey: () => void;
  error: Error | null;
  isSending: boolean;
  submit: string;
  children?: ReactNode;
};

const wrong = new Set(["auth.code_wrong", "auth.invalid_credentials"]);

/** One way to show that it is you, and the others a press away. */
export function ProofForm(props: ProofFormProps) {
  const { t } = useI18n();
  const { error, isSending, ticket } = props;
  const ways = inOrder(props.ways);
  const [chosen, setChosen] = useState<Way | null>(null);
  const [text, setText] = useState("");
  const [missing, setMissing] = useState(false);
  const [triedAs, setTriedAs] = useState<Way | null>(null);
  const way = chosen ?? ways[0];
  if (way === undefined) return null;
  const refused = error instanceof ApiError && wrong.has(error.code ?? "") && way !== "passkey";
  const shown = triedAs === way ? error : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(text.trim() === "");
    if (text.trim() === "" || way === "passkey" || isSending) return;
    setTriedAs(way);
    props.onProof(way, text.trim());
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      {!refused && <ProblemBanner error={shown} />}
      {way === "passkey" ? (
        <p className="text-ink2">{t("factor.passkeyHint")}</p>
      ) : (
        <>
          {isSentWay(way) && <SendCode key={way} way={way} {...(ticket !== undefined && { ticket })} />}
          <ProofField
            key={way}
            way={way}
            value={text}
            error={missing ? t("form.missing") : refused ? shown : null}
            onChange={(value) => {
              setText(value);
              setMissing(false);
              setTriedAs(null);
            }}
          />
        </>
      )}
      {props.children}
      {way === "passkey" ? (
        <Button
          kind="primary"
          autoFocus
          isPending={isSending}
          onPress={() => {
            setTriedAs(way);
            props.onPasskey();
          }}
        >
          {t("factor.usePasskey")}
        </Button>
      ) : (
        <Button type="submit" kind="primary" isPending={isSending}>
          {props.submit}
        </Button>
      )}
      {ways.length > 1 && (
        <div role="group" aria-label={t("factor.other")} className="flex flex-wrap gap-1">
          {ways
            .filter((other) => other !== way)
            .map((other) => (
              <Button
                key={other}
                kind="quiet"
                size="small"
                onPress={() => {
                  setChosen(other);
                  setText("");
                  setMissing(false);
                }}
              >
                {t(`factor.use.${other}`)}
              </Button>
            ))}
        </div>
      )}
    </form>
  );
}

function ProofField({
  way,
  value,
  error,
  onChange,
}: {
  way: Exclude<Way, "passkey">;
  value: string;
  error: Error | string | null;
  onChange: (value: string) => void;
}) {
  const i18n = useI18n();
  const { t } = i18n;
  const said = error === null || typeof error === "string" ? error : describeProblem(error, i18n).title;
  const isPassword = way === "password";
  return (
    <TextField
      autoFocus
      label={isPassword ? t("field.password") : t(`factor.code.${way}`)}
      description={isPassword ? undefined : t(`factor.hint.${way}`)}
      type={isPassword ? "password" : "text"}
      autoComplete={isPassword ? "current-password" : "one-time-code"}
      inputMode={isPassword || way === "recovery_code" ? "text" : "numeric"}
      spellCheck="false"
      autoCapitalize="none"
      maxLength={isPassword ? 1024 : 40}
      inputClassName={isPassword ? undefined : "font-mono tracking-wider"}
      value={value}
      onChange={onChange}
      error={said ?? undefined}
    />
  );
}

function SendCode({ way, ticket }: { way: SentWay; ticket?: string }) {
  const { t, time } = useI18n();
  const send = useOperationAction(sendCode);
  return (
    <div className="flex flex-col items-start gap-2">
      <ProblemBanner error={send.error} />
      <Button
        isPending={send.isPending}
        onPress={() =>
          send.mutate({ request: { body: { method: way, ...(ticket !== undefined && { ticket }) } } })
        }
      >
        {send.data === undefined ? t(`factor.send.${way}`) : t("factor.sendAgain")}
      </Button>
      <p role="status" className="text-small text-ink2">
        {send.data !== undefined && t("factor.sent", { to: send.data.to, until: time(send.data.expiresAt) })}
      </p>
    </div>
  );
}
