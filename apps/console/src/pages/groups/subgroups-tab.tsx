import type { Group } from "@atrium/contracts";
import { Button, EmptyState, SkeletonRows } from "@atrium/ui";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { useCan } from "../../api/session.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { ProblemState } from "../../shell/problem-state.tsx";
import type { Asked } from "./group-dialogs.tsx";
import { GroupMenu } from "./group-menu.tsx";
import type { GroupShown } from "./group-shown.ts";
import { GroupTree } from "./group-tree.tsx";
import { NewGroupBar } from "./new-group-bar.tsx";
import { useGroupLevels } from "./use-group-levels.ts";
import { useGroupVerbs } from "./use-group-verbs.ts";

const route = getRouteApi("/o/$org/groups/$id");

/** The tree from here on. */
export function SubgroupsTab({ group, onAsk }: { group: GroupShown; onAsk: (asked: Asked) => void }) {
  const { t } = useI18n();
  const can = useCan();
  const { org } = route.useParams();
  const navigate = route.useNavigate();
  const verbs = useGroupVerbs();
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [above, setAbove] = useState<{ id: string; name: string } | null>(null);
  const levels = useGroupLevels(group.id, ({ id }) => open.has(id));
  const expand = ({ id }: Group, on: boolean) =>
    setOpen(new Set(on ? [...open, id] : [...open].filter((other) => other !== id)));
  const makeBelow = (one: Group) => {
    expand(one, true);
    setAbove(one);
  };
  const make = can("groups:create") && (
    <Button onPress={() => setAbove(group)}>{t("groups.newBelowIt")}</Button>
  );
  if (levels.error !== null && levels.level === undefined) {
    return <ProblemState error={levels.error} onRetry={levels.retry} permission="groups:read" />;
  }
  return (
    <>
      {above !== null && (
        <NewGroupBar key={above.id} above={above} onMade={() => undefined} onClose={() => setAbove(null)} />
      )}
      {levels.level === undefined ? (
        <SkeletonRows rows={4} label={t("app.loading")} />
      ) : levels.level.groups.length === 0 ? (
        <EmptyState title={t("groups.subgroups.none")} action={above === null && make}>
          {t("groups.subgroups.noneDetail")}
        </EmptyState>
      ) : (
        <>
          {above === null && make !== false && <div className="px-4 py-3 sm:px-6">{make}</div>}
          <GroupTree
            label={t("groups.tab.subgroups")}
            rows={levels.rows}
            onExpand={expand}
            onMore={levels.more}
            onOpen={({ id }) => void navigate({ to: "/o/$org/groups/$id", params: { org, id } })}
            linkTo={({ id }) => ({ org, id })}
            {...(can("groups:update") && {
              onEdit: (one: Group) => onAsk({ what: "edit", group: one }),
              onDrop: (one: Group, into: Group | null) => verbs.move(one, into),
            })}
            {...(can("groups:delete") && { onDelete: (one: Group) => onAsk({ what: "delete", group: one }) })}
            actions={(one) => <GroupMenu group={one} onAsk={onAsk} onNew={makeBelow} />}
          />
        </>
      )}
    </>
  );
}
