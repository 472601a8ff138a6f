import type { Output, simulateAccess } from "@atrium/contracts";
import { Button, IconButton, Menu } from "@atrium/ui";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { useRoleNames } from "../../ui/role-names.ts";
import { useGiftWords } from "./grant-notes.ts";
import type { Change } from "./what-if.ts";
import { usePermissionWords, useWhereClause, type Names } from "./words.ts";

export const changeKinds = ["give", "end", "join", "leave", "role", "inherit"] as const;
export type ChangeKind = (typeof changeKinds)[number];
type Ends = Output<typeof simulateAccess>["ends"];

/** A change as a sentence. */
export function useChangeWords(names: Names, ends: Ends): (change: Change) => string {
  const { t } = useI18n();
  const { title } = usePermissionWords();
  const where = useWhereClause();
  const roleName = useRoleNames();
  const gift = useGiftWords();
  const name = (ref: string): string => names[ref] ?? "…";
  return (change) => {
    switch (change.kind) {
      case "give": {
        const what = "role" in change.what ? roleName(change.what.role) : title(change.what.permission);
        return t("access.if.did.give", { who: name(change.who), what, rest: where(change.on, names) });
      }
      case "end": {
        const grant = ends.find(({ id }) => id === change.grant);
        if (grant === undefined) return t("access.if.did.endUnknown");
        const what = gift(grant, names);
        return t("access.if.did.end", { who: name(grant.subject), what, rest: where(grant.scope, names) });
      }
      case "join":
      case "leave":
        return t(`access.if.did.${change.kind}`, { who: name(change.who), group: name(change.group) });
      case "role":
      case "inherit": {
        const said = change.kind === "role" ? title : roleName;
        const changes = [
          ...change.adds.map((one) => `+ ${said(one)}`),
          ...change.takes.map((one) => `− ${said(one)}`),
        ];
        return t(`access.if.did.${change.kind}`, {
          role: roleName(change.role),
          changes: changes.join(", "),
        });
      }
    }
  };
}

/** The changes of the question, and the way to more of them. */
export function WhatIfBar({
  changes,
  names,
  ends,
  onAdd,
  onRemove,
  onClear,
}: {
  changes: readonly Change[];
  names: Names;
  ends: Ends;
  onAdd: (kind: ChangeKind) => void;
  onRemove: (at: number) => void;
  onClear: () => void;
}) {
  const { t } = useI18n();
  const words = useChangeWords(names, ends);
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-4 py-2.5 sm:px-6">
      <span id="what-if" className="text-small font-medium text-ink2">
        {t("access.if")}
      </span>
      {changes.length === 0 ? (
        <span className="min-w-0 text-small text-ink3">{t("access.if.none")}</span>
      ) : (
        <ul aria-labelledby="what-if" className="contents">
          {changes.map((change, at) => {
            const said = words(change);
            return (
              <li
                key={at}
                className="inline-flex min-h-7 max-w-full items-center gap-1 rounded-control border border-dashed border-control-line ps-2 pe-0.5"
              >
                <bdi className="min-w-0 truncate">{said}</bdi>
                <IconButton
                  icon="close"
                  className="!size-6"
                  label={t("access.if.remove", { change: said })}
                  onPress={() => onRemove(at)}
                />
              </li>
            );
          })}
        </ul>
      )}
      <div className="ms-auto flex gap-1">
        {changes.length > 0 && (
          <Button kind="quiet" size="small" onPress={onClear}>
            {t("access.if.clear")}
          </Button>
        )}
        <Menu
          label={t("access.if.add")}
          placement="bottom end"
          entries={changeKinds.map((kind) => ({ id: kind, label: t(`access.if.${kind}`) }))}
          onAction={(id) => {
            const kind = changeKinds.find((one) => one === id);
            if (kind !== undefined) onAdd(kind);
          }}
        >
          <Button size="small">{t("access.if.add")}</Button>
        </Menu>
      </div>
    </div>
  );
}
