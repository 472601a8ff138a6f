import type { GroupMember } from "@atrium/contracts";
import { Button, IconButton } from "@atrium/ui";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { useMembers } from "./use-members.ts";

/** Takes the chosen rows out of the group at once, in space of its own so that it covers nothing. */
export function MembersBar({
  group,
  people,
  onClear,
}: {
  group: { id: string; name: string };
  people: readonly GroupMember[];
  onClear: () => void;
}) {
  const { t } = useI18n();
  const members = useMembers(group);
  return (
    <div
      role="region"
      aria-label={t("users.bulkActions")}
      className="mx-4 my-2 flex shrink-0 flex-wrap items-center gap-2 rounded-control bg-inverse px-3 py-1.5 text-on-inverse sm:mx-6"
    >
      <p className="flex-1 font-medium" role="status">
        {t("users.selected", { count: people.length })}
      </p>
      <Button
        kind="inverse"
        isDisabled={members.isBusy}
        onPress={() =>
          void members
            .remove(people.map(({ userId, displayName }) => ({ id: userId, name: displayName })))
            .then(onClear, members.say)
        }
      >
        {t("groups.remove")}
      </Button>
      <IconButton icon="close" kind="inverse" label={t("users.clearSelection")} onPress={onClear} />
    </div>
  );
}
