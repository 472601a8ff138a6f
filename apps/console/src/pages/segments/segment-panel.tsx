import { getSegment, listUsers, type Segment } from "@atrium/contracts";
import { Button, buttonClass, CopyText, IconButton } from "@atrium/ui";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useActions } from "../../actions/use-actions.ts";
import { useOperation } from "../../api/operation.ts";
import { useCan } from "../../api/session.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { ConfirmDialog, type Confirmation } from "../../ui/confirm-dialog.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Loaded } from "../../ui/loaded.tsx";
import { Moment } from "../../ui/moment.tsx";
import { usePeopleNames } from "../../ui/people-names.ts";
import { EditSegmentDialog } from "./edit-segment-dialog.tsx";
import { SegmentPeople } from "./segment-people.tsx";
import { useSegmentActs } from "./use-segment-acts.ts";

const askAgainMs = 700;

/** One segment beside the list: who is in it, what it asks, and what can be done with it. */
export function SegmentPanel({
  id,
  organization,
  onClose,
}: {
  id: string;
  organization: string;
  onClose: () => void;
}) {
  const { t } = useI18n();
  const query = useOperation(
    getSegment,
    { params: { id } },
    { again: (segment) => (segment?.kind === "static" && segment.filledAt === null ? askAgainMs : false) },
  );
  const name = query.data?.name ?? "";
  return (
    <aside
      aria-label={t("segments.peek", { name })}
      className="flex w-peek max-w-full shrink-0 flex-col gap-4 overflow-y-auto border-s border-line bg-sheet px-5 py-5 scroll-quiet max-lg:absolute max-lg:inset-y-0 max-lg:end-0 max-lg:z-20 max-lg:shadow-raised"
    >
      <div className="flex items-start gap-3">
        <h2 className="min-w-0 flex-1 font-serif text-title font-medium break-words">
          <bdi>{name}</bdi>
        </h2>
        <IconButton icon="close" label={t("app.close")} className="-me-2 -mt-1" onPress={onClose} />
      </div>
      <Loaded query={query} permission="users:read">
        {(segment) => <Details segment={segment} organization={organization} onGone={onClose} />}
      </Loaded>
    </aside>
  );
}

function Details({
  segment,
  organization,
  onGone,
}: {
  segment: Segment;
  organization: string;
  onGone: () => void;
}) {
  const { t } = useI18n();
  const can = useCan();
  const acts = useSegmentActs();
  const [asked, setAsked] = useState<Confirmation | null>(null);
  const [editing, setEditing] = useState(false);
  const names = usePeopleNames([segment.createdBy]);
  const { slug, kind, q, description, name } = segment;
  const mayManage = can("segments:manage");
  const filling = kind === "static" && segment.filledAt === null;
  const word = `segment:${slug}`;
  // Asked again at each change of it, since a filling changes whom it finds.
  const people = useOperation(
    listUsers,
    { query: { q: word, limit: 5, sort: "name" } },
    { enabled: !filling },
  );
  const remove = () => {
    if (kind === "live") return acts.remove(segment, onGone);
    setAsked({
      title: t("segments.deleteTitle", { name }),
      detail: t("segments.deleteDetail"),
      submit: t("segments.delete"),
      typed: slug,
      onConfirm: () => acts.remove(segment, onGone),
    });
  };
  useActions(
    mayManage
      ? [
          {
            id: "segment.edit",
            title: "action.edit",
            section: "here",
            keys: ["e"],
            run: () => setEditing(true),
          },
          { id: "segment.delete", title: "segments.delete", section: "here", danger: true, run: remove },
        ]
      : [],
  );
  return (
    <>
      {description !== null && (
        <p dir="auto" className="break-words text-ink2">
          {description}
        </p>
      )}
      <SegmentPeople segment={segment} people={people} organization={organization} />
      <div className="flex flex-wrap gap-2">
        <Link
          to="/o/$org/users"
          params={{ org: organization }}
          search={{ q: word }}
          className={buttonClass({ kind: "primary" })}
        >
          {t("segments.use")}
        </Link>
        {mayManage && (
          <>
            <Button onPress={() => setEditing(true)}>{t("user.edit")}</Button>
            {kind === "static" && (
              <Button isPending={acts.isBusy} isDisabled={filling} onPress={() => acts.refill(segment)}>
                {t("segments.refill")}
              </Button>
            )}
            <Button kind="danger" onPress={remove}>
              {t("segments.delete")}
            </Button>
          </>
        )}
      </div>
      <Facts
        facts={[
          {
            name: t("segments.inFilters"),
            value: <CopyText text={word} copy={t("app.copy")} copied={t("app.copied")} />,
          },
          { name: t("segments.column.kind"), value: t(`segments.kind.${kind}`) },
          {
            name: t("segments.column.filter"),
            value: <bdi className="font-mono text-small break-all">{q}</bdi>,
          },
          ...(kind === "static"
            ? [
                {
                  name: t("segments.filledAt"),
                  value: <Moment iso={segment.filledAt} none={t("segments.filling")} />,
                },
              ]
            : []),
          {
            name: t("segments.createdBy"),
            value: segment.createdBy === null ? null : (names.get(segment.createdBy) ?? null),
          },
          { name: t("segments.column.changed"), value: <Moment iso={segment.updatedAt} none="" /> },
        ]}
      />
      {editing && <EditSegmentDialog segment={segment} onClose={() => setEditing(false)} />}
      <ConfirmDialog asked={asked} onClose={() => setAsked(null)} />
    </>
  );
}
