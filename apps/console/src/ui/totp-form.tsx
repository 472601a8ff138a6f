import { Button, CopyText, TextField } from "@atrium/ui";
import { ApiError } from "@atrium/sdk";
import { useState, type FormEvent, type ReactNode } from "react";
import { describeProblem } from "../api/problem.ts";
import { useI18n } from "../i18n/i18n-context.tsx";
import { ProblemBanner } from "./problem-banner.tsx";

/** The secret of an authenticator app, to be scanned or typed, and the code that shows that it arrived. */
export function TotpForm({
  begun: { secret, qr },
  error,
  isSending,
  onCode,
  children,
}: {
  begun: { secret: string; qr: string };
  error: Error | null;
  isSending: boolean;
  onCode: (code: string) => void;
  /** Beside the button. */
  children?: ReactNode;
}) {
  const i18n = useI18n();
  const { t } = i18n;
  const [code, setCode] = useState("");
  const [missing, setMissing] = useState(false);
  const isWrong = error instanceof ApiError && error.code === "auth.code_wrong";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(code.trim() === "");
    if (code.trim() !== "" && !isSending) onCode(code.trim());
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <p className="text-ink2">{t("factor.totpScan")}</p>
      <img
        src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(qr)}`}
        alt={t("factor.totpQr")}
        width={176}
        height={176}
        className="size-44 self-center rounded-control border border-line p-2"
      />
      <div className="flex flex-col">
        <span className="text-small text-ink2">{t("factor.totpSecret")}</span>
        <CopyText
          text={secret}
          shown={secret.replace(/(.{4})(?=.)/g, "$1 ")}
          copy={t("app.copy")}
          copied={t("app.copied")}
          className="whitespace-normal"
        />
      </div>
      {!isWrong && <ProblemBanner error={error} />}
      <TextField
        autoFocus
        label={t("factor.code.totp")}
        description={t("factor.hint.totp")}
        autoComplete="one-time-code"
        inputMode="numeric"
        maxLength={40}
        inputClassName="font-mono tracking-wider"
        value={code}
        onChange={(value) => {
          setCode(value);
          setMissing(false);
        }}
        error={missing ? t("form.missing") : isWrong ? describeProblem(error, i18n).title : undefined}
      />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" kind="primary" isPending={isSending}>
          {t("factor.totpConfirm")}
        </Button>
        {children}
      </div>
    </form>
  );
}
