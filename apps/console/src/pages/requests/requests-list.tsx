import { listAccessRequests, listMyAccessRequests, type AccessRequest } from "@atrium/contracts";
import { Button, EmptyState } from "@atrium/ui";
import { useState } from "react";
import { useOperation } from "../../api/operation.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { ListBody } from "../../ui/list-body.tsx";
import { OnwardPager } from "../../ui/onward-pager.tsx";
import { AnswerDialog, type Answer } from "./answer-dialog.tsx";
import { RequestsTable } from "./requests-table.tsx";

/** What one asked for oneself, what waits for a decision, or everything that was asked. */
export function RequestsList({
  view,
  cursor,
  onCursor,
  onAsk,
}: {
  view: "mine" | "decide" | "all";
  cursor: string | undefined;
  onCursor: (cursor: string | null) => void;
  onAsk: () => void;
}) {
  const { t } = useI18n();
  const [answering, setAnswering] = useState<{ request: AccessRequest; answer: Answer } | null>(null);
  const page = { limit: 50, ...(cursor && { cursor }) };
  const mine = useOperation(
    listMyAccessRequests,
    { query: page },
    { keepPrevious: true, enabled: view === "mine" },
  );
  const others = useOperation(
    listAccessRequests,
    { query: { ...page, ...(view === "decide" && { state: "open" as const }) } },
    { keepPrevious: true, enabled: view !== "mine" },
  );
  const list = view === "mine" ? mine : others;
  return (
    <>
      <div className="min-h-0 flex-1 overflow-y-auto scroll-quiet">
        <ListBody
          list={list}
          permission="requests:read"
          empty={
            view === "mine" ? (
              <EmptyState
                title={t("requests.none.mine")}
                action={<Button onPress={onAsk}>{t("requests.ask")}</Button>}
              >
                {t("requests.none.mineDetail")}
              </EmptyState>
            ) : (
              <EmptyState title={t(`requests.none.${view}`)}>
                {view === "decide" && t("requests.none.decideDetail")}
              </EmptyState>
            )
          }
          onClear={null}
        >
          {(requests) => (
            <RequestsTable
              requests={requests}
              busy={list.isPlaceholderData}
              onAnswer={(request, answer) => setAnswering({ request, answer })}
            />
          )}
        </ListBody>
      </div>
      <OnwardPager next={list.data?.next ?? null} cursor={cursor} onCursor={onCursor} />
      {answering !== null && <AnswerDialog {...answering} onClose={() => setAnswering(null)} />}
    </>
  );
}
