import { permissionNames, type SubjectType } from "@atrium/contracts";
import { Button, Dialog, DialogActions, DialogBody, type Choice } from "@atrium/ui";
import { useState, type FormEvent, type ReactNode } from "react";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { GiftPicker, ScopePicker, SubjectPicker } from "./pickers.tsx";
import { GrantPicker, GroupOfPicker } from "./held-pickers.tsx";
import { RoleChangeFields } from "./role-change-fields.tsx";
import type { ChangeKind } from "./what-if-bar.tsx";
import type { Change } from "./what-if.ts";

const holders: readonly SubjectType[] = ["user", "group", "service_account"];
const people: readonly SubjectType[] = ["user"];
const groups: readonly SubjectType[] = ["group"];

/** One change to be tried out. `names` of what was chosen go along, so that nothing is asked again. */
export function WhatIfDialog({
  kind,
  who,
  onAdd,
  onClose,
}: {
  kind: ChangeKind;
  /** Whom the question is about. */
  who: Choice | null;
  onAdd: (change: Change, chosen: readonly Choice[]) => void;
  onClose: () => void;
}) {
  const { t } = useI18n();
  const isPerson = who?.id.startsWith("usr_") === true;
  const fitting = kind === "give" || kind === "end" ? !who?.id.startsWith("key_") : isPerson;
  const [subject, setSubject] = useState<Choice | null>(fitting ? who : null);
  const [what, setWhat] = useState<Choice | null>(null);
  const [scope, setScope] = useState<Choice | null>(null);
  const [held, setHeld] = useState<Choice | null>(null);
  const [differs, setDiffers] = useState<Change | null>(null);

  const change = ((): Change | null => {
    if (kind === "role" || kind === "inherit") return differs;
    if (subject === null) return null;
    if (kind === "end") return held === null ? null : { kind, grant: held.id };
    if (kind !== "give") return held === null ? null : { kind, who: subject.id, group: held.id };
    if (what === null) return null;
    const permission = permissionNames.find((name) => name === what.id);
    const gift = permission === undefined ? { role: what.id } : { permission };
    return { kind, who: subject.id, what: gift, on: scope?.id ?? "organization" };
  })();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (change === null) return;
    onAdd(
      change,
      [subject, held, scope].filter((one) => one !== null),
    );
    onClose();
  };

  const person = (types: readonly SubjectType[]): ReactNode => (
    <SubjectPicker
      types={types}
      value={subject}
      autoFocus={subject === null}
      onChange={(choice) => {
        setSubject(choice);
        setHeld(null);
      }}
    />
  );
  return (
    <Dialog isOpen onOpenChange={onClose} title={t(`access.if.${kind}`).replace(/…$/, "")} width="wide">
      <form onSubmit={submit}>
        <DialogBody>
          {kind === "give" && (
            <>
              {person(holders)}
              <GiftPicker bounded={false} value={what} autoFocus={subject !== null} onChange={setWhat} />
              <ScopePicker label={t("access.grant.where")} value={scope} onChange={setScope} />
            </>
          )}
          {kind === "end" && (
            <>
              {person(holders)}
              <GrantPicker subject={subject?.id ?? null} value={held} onChange={setHeld} />
            </>
          )}
          {kind === "join" && (
            <>
              {person(people)}
              <SubjectPicker
                types={groups}
                label={t("access.if.group")}
                placeholder=""
                value={held}
                autoFocus={subject !== null}
                onChange={setHeld}
              />
            </>
          )}
          {kind === "leave" && (
            <>
              {person(people)}
              <GroupOfPicker person={subject?.id ?? null} value={held} onChange={setHeld} />
            </>
          )}
          {(kind === "role" || kind === "inherit") && <RoleChangeFields kind={kind} onChange={setDiffers} />}
        </DialogBody>
        <DialogActions>
          <Button onPress={onClose}>{t("app.cancel")}</Button>
          <Button type="submit" kind="primary" isDisabled={change === null}>
            {t("access.if.apply")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
