import { endGrant, giveGrant, type Role } from "@atrium/contracts";
import { Button, Dialog, DialogActions, DialogBody, TextField } from "@atrium/ui";
import { useState } from "react";
import { useOperationAction } from "../../api/operation.ts";
import { useSayProblem } from "../../api/use-verb.ts";
import { useApp } from "../../app/app-context.tsx";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { ProblemBanner } from "../../ui/problem-banner.tsx";
import { AskInstead } from "../requests/ask-instead.tsx";
import { SubjectFinder, type FoundSubject } from "./subject-finder.tsx";

/** The first moment of a day where one is; an empty field says nothing. */
function startOf(day: string, later = 0): string | undefined {
  const [year, month, date] = day.split("-").map(Number);
  if (year === undefined || month === undefined || date === undefined) return undefined;
  return new Date(year, month - 1, date + later).toISOString();
}

/** Gives the role to a person or a group, for a time if one likes, with the reason. */
export function AssignDialog({ role, onClose }: { role: Role; onClose: () => void }) {
  const { t } = useI18n();
  const { toasts } = useApp();
  const say = useSayProblem();
  const [subject, setSubject] = useState<FoundSubject | null>(null);
  const [from, setFrom] = useState("");
  const [until, setUntil] = useState("");
  const [reason, setReason] = useState("");
  const give = useOperationAction(giveGrant);
  const end = useOperationAction(endGrant);
  const wish = (whom: string) => {
    const validUntil = startOf(until, 1);
    return { subject: whom, role: role.slug, ...(validUntil !== undefined && { validUntil }) };
  };
  const submit = () => {
    if (subject === null || give.isPending) return;
    const validFrom = startOf(from);
    const body = {
      ...wish(subject.id),
      ...(validFrom !== undefined && { validFrom }),
      ...(reason.trim() !== "" && { reason: reason.trim() }),
    };
    give.mutateAsync({ request: { body } }).then(
      ({ id }) => {
        const undo = () => void end.mutateAsync({ request: { params: { id } } }).catch(say);
        toasts.add(
          {
            text: t("user.role.given", { role: role.name, name: subject.name }),
            action: { label: t("app.undo"), run: undo },
          },
          { timeout: 15_000 },
        );
        onClose();
      },
      () => undefined,
    );
  };
  return (
    <Dialog isOpen onOpenChange={onClose} title={t("roles.assign.title", { role: role.name })}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <DialogBody>
          <ProblemBanner error={give.error} />
          {subject !== null && (
            <AskInstead
              error={give.error}
              who={subject.name}
              wish={{ ...wish(subject.id), reason: reason.trim() }}
              onAsked={onClose}
            />
          )}
          {subject === null ? (
            <SubjectFinder label={t("roles.assign.who")} onChoose={setSubject} />
          ) : (
            <p className="flex flex-wrap items-center gap-3">
              <bdi className="font-semibold text-ink">{subject.name}</bdi>
              <Button size="small" kind="quiet" onPress={() => setSubject(null)}>
                {t("roles.assign.other")}
              </Button>
            </p>
          )}
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField label={t("roles.assign.from")} type="date" value={from} onChange={setFrom} />
            <TextField label={t("roles.assign.until")} type="date" value={until} onChange={setUntil} />
          </div>
          <TextField label={t("roles.assign.reason")} value={reason} onChange={setReason} maxLength={500} />
        </DialogBody>
        <DialogActions>
          <Button onPress={onClose}>{t("app.cancel")}</Button>
          <Button type="submit" kind="primary" isDisabled={subject === null} isPending={give.isPending}>
            {t("roles.assign.submit")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
