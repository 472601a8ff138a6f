import { decideReviewItems, type ReviewDecision, type ReviewItem } from "@atrium/contracts";
import { useState } from "react";
import { useActions } from "../../actions/use-actions.ts";
import { useOperationAction } from "../../api/operation.ts";
import { useSayProblem } from "../../api/use-verb.ts";
import { useApp } from "../../app/app-context.tsx";
import { useI18n } from "../../i18n/i18n-context.tsx";

export type Decidable = ReviewItem & { abilities: { decide: boolean } };

/** Where the keyboard stands, what is selected, and what was decided about it. */
export function useDecisions(review: string, items: readonly Decidable[], onManyRevoked: () => void) {
  const { t } = useI18n();
  const { toasts } = useApp();
  const say = useSayProblem();
  const action = useOperationAction(decideReviewItems);
  const [current, setCurrent] = useState<string | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const free = items.filter(({ abilities }) => abilities.decide);
  const selected = free.filter(({ id }) => chosen.has(id)).map(({ id }) => id);
  const at = items.findIndex(({ id }) => id === current);
  const move = (step: 1 | -1) => {
    const next = items[at === -1 ? 0 : at + step];
    if (next === undefined) return;
    setCurrent(next.id);
    document.querySelector(`[data-row="${next.id}"]`)?.scrollIntoView({ block: "nearest" });
  };
  const toggle = (id: string) =>
    setChosen((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });

  const decide = (ids: readonly string[], decision: ReviewDecision, comment = "") => {
    if (ids.length === 0) return;
    // Off the selection at once: what is chosen while this is under way is meant for the next decision.
    const taken = ids.filter((id) => chosen.has(id));
    setChosen((before) => new Set([...before].filter((id) => !taken.includes(id))));
    action
      .mutateAsync({
        request: {
          params: { id: review },
          body: { items: [...ids], decision, ...(comment && { comment }) },
        },
      })
      .then(() => {
        const key = decision === "keep" ? "reviews.kept" : "reviews.revoked";
        toasts.add({ text: t(key, { count: ids.length }) }, { timeout: 4000 });
      })
      .catch((error: Error) => {
        setChosen((before) => new Set([...before, ...taken]));
        say(error);
      });
  };
  /** What the keyboard means: the selection where there is one, else the row that it stands on. */
  const press = (decision: ReviewDecision) => {
    if (selected.length > 0) {
      if (decision === "revoke") onManyRevoked();
      else decide(selected, decision);
      return;
    }
    const item = items[at];
    if (item === undefined || !item.abilities.decide) return;
    decide([item.id], decision);
    move(1);
  };
  const key = (id: string, keys: readonly string[], run: () => void) =>
    ({ id, title: "action.next", section: "here", keys, keyboardOnly: true, run }) as const;
  useActions([
    key("list.next", ["j", "arrowdown"], () => move(1)),
    key("list.previous", ["arrowup"], () => move(-1)),
    key("list.select", ["x"], () => current !== null && toggle(current)),
    key("list.back", ["escape"], () => setChosen(new Set())),
    {
      id: "review.keep",
      title: "reviews.keep",
      section: "here",
      keys: ["k"],
      run: () => press("keep"),
    },
    {
      id: "review.revoke",
      title: "reviews.revoke",
      section: "here",
      keys: ["r"],
      run: () => press("revoke"),
    },
  ]);
  return {
    current,
    setCurrent,
    selected,
    free,
    toggle,
    toggleAll: () =>
      setChosen(selected.length === free.length ? new Set() : new Set(free.map(({ id }) => id))),
    decide,
    isPending: action.isPending,
  };
}
