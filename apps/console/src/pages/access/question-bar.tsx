import { permissionNames, subjectTypes, type Permission } from "@atrium/contracts";
import { IconButton, type Choice } from "@atrium/ui";
import type { Ref } from "react";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { PermissionPicker, ScopePicker, SubjectPicker } from "./pickers.tsx";
import { usePermissionWords } from "./words.ts";

/** Who, can, on what. */
export function QuestionBar({
  who,
  can,
  on,
  refs,
  onChange,
  onClear,
}: {
  who: Choice | null;
  can: Permission | undefined;
  on: Choice | null;
  refs: { who: Ref<HTMLInputElement>; can: Ref<HTMLInputElement>; on: Ref<HTMLInputElement> };
  onChange: (part: { who: Choice | null } | { can: Permission | null } | { on: Choice | null }) => void;
  onClear: () => void;
}) {
  const { t } = useI18n();
  const { title } = usePermissionWords();
  return (
    <div className="flex shrink-0 items-end gap-2 border-y border-line px-4 py-3 sm:px-6">
      <div className="grid min-w-0 flex-1 gap-3 sm:grid-cols-3">
        <SubjectPicker
          types={subjectTypes}
          value={who}
          inputRef={refs.who}
          onChange={(choice) => onChange({ who: choice })}
        />
        <PermissionPicker
          value={can === undefined ? null : { id: can, label: title(can) }}
          inputRef={refs.can}
          onChange={(choice) =>
            onChange({ can: permissionNames.find((name) => name === choice?.id) ?? null })
          }
        />
        <ScopePicker value={on} inputRef={refs.on} onChange={(choice) => onChange({ on: choice })} />
      </div>
      <IconButton
        icon="close"
        label={t("access.clear")}
        className="mb-0.5"
        isDisabled={who === null && can === undefined && on === null}
        onPress={onClear}
      />
    </div>
  );
}
