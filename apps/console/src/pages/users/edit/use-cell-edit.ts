import { updateUser, type UserSummary } from "@atrium/contracts";
import { useState } from "react";
import { useOperationAction } from "../../../api/operation.ts";
import { useNotice } from "../../../api/use-notice.ts";
import { useSayProblem } from "../../../api/use-verb.ts";
import { useI18n } from "../../../i18n/i18n-context.tsx";

export type Writable = "title" | "department";
export type CellPlace = { readonly id: string; readonly field: Writable };

/** The one cell that is being written in, and its way to the server and back. */
export function useCellEdit() {
  const { t } = useI18n();
  const say = useSayProblem();
  const tell = useNotice();
  const update = useOperationAction(updateUser);
  const [place, setPlace] = useState<CellPlace | null>(null);
  const write = (id: string, field: Writable, value: string | null, version?: number) =>
    update.mutateAsync({
      request: { params: { id }, body: { [field]: value } },
      ...(version !== undefined && { options: { version } }),
    });
  return {
    place,
    begin: setPlace,
    cancel: () => setPlace(null),
    /** Of the version that was on the screen: what somebody else wrote meanwhile is not written over. */
    save: (person: UserSummary, field: Writable, text: string, next: Writable | null) => {
      setPlace(next === null ? null : { id: person.id, field: next });
      const before = person[field];
      const value = text.trim() === "" ? null : text.trim();
      if (value === before) return;
      write(person.id, field, value, person.version)
        .then(() =>
          tell(
            t("lists.cell.saved", { name: person.displayName }),
            () => void write(person.id, field, before).catch(say),
          ),
        )
        .catch(say);
    },
  };
}
export type CellEdit = ReturnType<typeof useCellEdit>;

/** Whether a person's row may be written in. */
export const mayWrite = ({ abilities, status }: UserSummary): boolean =>
  abilities.includes("update") && status !== "deleted";
