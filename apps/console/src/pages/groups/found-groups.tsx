import { listGroups, type Group } from "@atrium/contracts";
import { EmptyState } from "@atrium/ui";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { useOperation } from "../../api/operation.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { ListBody } from "../../ui/list-body.tsx";
import { quoteForFilter } from "../../ui/quote-for-filter.ts";
import { SmallPager } from "../../ui/small-pager.tsx";
import type { Asked } from "./group-dialogs.tsx";
import { GroupMenu } from "./group-menu.tsx";
import { GroupTree } from "./group-tree.tsx";

const route = getRouteApi("/o/$org/groups");

/** What a search finds, as rows of the same kind without the tree around them. */
export function FoundGroups({
  q,
  onAsk,
  onNew,
  onClear,
}: {
  q: string;
  onAsk: (asked: Asked) => void;
  onNew: (group: Group) => void;
  onClear: () => void;
}) {
  const { t } = useI18n();
  const { org } = route.useParams();
  const navigate = route.useNavigate();
  const [cursor, setCursor] = useState<string | null>(null);
  const list = useOperation(
    listGroups,
    { query: { q: quoteForFilter(q), limit: 100, ...(cursor !== null && { cursor }) } },
    { keepPrevious: true },
  );
  return (
    <ListBody
      list={list}
      permission="groups:read"
      empty={<EmptyState title={t("list.empty")} />}
      onClear={onClear}
    >
      {(groups) => (
        <>
          <GroupTree
            label={t("groups.found")}
            rows={groups.map((group, at) => ({
              kind: "group",
              key: group.id,
              group: { ...group, children: 0 },
              level: 1,
              expanded: false,
              position: at + 1,
              size: groups.length,
            }))}
            onExpand={() => undefined}
            onMore={() => undefined}
            onOpen={({ id }) => void navigate({ to: "/o/$org/groups/$id", params: { org, id } })}
            linkTo={({ id }) => ({ org, id })}
            onEdit={(group) =>
              onAsk({ what: "edit", group: groups.find(({ id }) => id === group.id) ?? group })
            }
            actions={({ id }) => {
              const group = groups.find((one) => one.id === id);
              return group === undefined ? null : <GroupMenu group={group} onAsk={onAsk} onNew={onNew} />;
            }}
          />
          {list.data !== undefined && (
            <div className="px-4 pb-4 sm:px-6">
              <SmallPager page={list.data} onCursor={setCursor} />
            </div>
          )}
        </>
      )}
    </ListBody>
  );
}
