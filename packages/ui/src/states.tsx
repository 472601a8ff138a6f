import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { CopyText } from "./copy-text.tsx";

/** What stands where a list would: why it is empty, and one next step. */
export function EmptyState({
  title,
  children,
  action,
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="mx-auto flex max-w-110 flex-col items-center gap-3 px-6 py-16 text-center">
      <span aria-hidden="true" className="arch block h-12 w-11 border border-control-line bg-sunk" />
      <h2 className="font-serif text-title font-medium">{title}</h2>
      {children !== undefined && <div className="text-ink2">{children}</div>}
      {action}
    </div>
  );
}

export type ErrorStateProps = {
  title: string;
  detail?: string | undefined;
  request?: { label: string; id: string; copy: string; copied: string } | undefined;
  action?: ReactNode;
};

export function ErrorState({ title, detail, request, action }: ErrorStateProps) {
  return (
    <div role="alert" className="mx-auto flex max-w-110 flex-col items-center gap-3 px-6 py-16 text-center">
      <span aria-hidden="true" className="arch block h-12 w-11 border-2 border-bad" />
      <h2 className="font-serif text-title font-medium">{title}</h2>
      {detail !== undefined && <p className="text-ink2">{detail}</p>}
      {request !== undefined && (
        <p className="flex flex-wrap items-center justify-center gap-2 text-small text-ink3">
          {request.label}
          <CopyText text={request.id} copy={request.copy} copied={request.copied} />
        </p>
      )}
      {action}
    </div>
  );
}

const tones = {
  info: "border-s-info",
  warn: "border-s-warn",
  bad: "border-s-bad",
  ok: "border-s-ok",
} as const;

export function Banner({
  tone,
  children,
  action,
  urgent = false,
}: {
  tone: keyof typeof tones;
  children: ReactNode;
  action?: ReactNode;
  urgent?: boolean;
}) {
  return (
    <div
      role={urgent ? "alert" : "status"}
      className={classNames(
        "flex flex-wrap items-center gap-3 rounded-control border border-s-4 border-line bg-sunk px-3 py-2 text-ink",
        tones[tone],
      )}
    >
      <div className="min-w-0 flex-1">{children}</div>
      {action}
    </div>
  );
}
