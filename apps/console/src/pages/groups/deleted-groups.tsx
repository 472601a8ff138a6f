import { listGroups } from "@atrium/contracts";
import { Button, EmptyState } from "@atrium/ui";
import { useState } from "react";
import { useOperation } from "../../api/operation.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { Entries, Entry } from "../../ui/entries.tsx";
import { ListBody } from "../../ui/list-body.tsx";
import { Moment } from "../../ui/moment.tsx";
import { SmallPager } from "../../ui/small-pager.tsx";
import { useGroupVerbs } from "./use-group-verbs.ts";

/** Groups that can still be brought back, the last deleted first. */
export function DeletedGroups() {
  const { t } = useI18n();
  const verbs = useGroupVerbs();
  const [cursor, setCursor] = useState<string | null>(null);
  const list = useOperation(
    listGroups,
    { query: { q: "deleted:any", sort: "-updatedAt", limit: 50, ...(cursor !== null && { cursor }) } },
    { keepPrevious: true },
  );
  return (
    <div className="px-4 pb-6 sm:px-6">
      <ListBody
        list={list}
        permission="groups:read"
        empty={<EmptyState title={t("groups.deletedNone")}>{t("groups.deletedNoneDetail")}</EmptyState>}
        onClear={null}
      >
        {(groups) => (
          <>
            <p className="py-4 text-ink2">{t("groups.deletedDetail")}</p>
            <Entries label={t("groups.view.deleted")}>
              {groups.map((group) => (
                <Entry
                  key={group.id}
                  id={group.id}
                  title={group.name}
                  detail={
                    <>
                      {t("groups.deletedAt")} <Moment iso={group.deletedAt} none="" /> ·{" "}
                      {t("groups.people", { count: group.members })}
                    </>
                  }
                  action={
                    <Button
                      aria-label={t("groups.restoreOf", { name: group.name })}
                      isDisabled={verbs.isBusy}
                      onPress={() => verbs.restore(group)}
                    >
                      {t("groups.restore")}
                    </Button>
                  }
                />
              ))}
            </Entries>
            {list.data !== undefined && <SmallPager page={list.data} onCursor={setCursor} />}
          </>
        )}
      </ListBody>
    </div>
  );
}
