import { setUserStatus, type UserSummary } from "@atrium/contracts";
import { Button, IconButton } from "@atrium/ui";
import { useState } from "react";
import { useOperationAction } from "../../api/operation.ts";
import { describeProblem } from "../../api/problem.ts";
import { useApp } from "../../app/app-context.tsx";
import { useI18n } from "../../i18n/i18n-context.tsx";

type Settable = "active" | "inactive" | "suspended";
type Wish = { id: string; status: Settable };

function isSettable(status: UserSummary["status"]): status is Settable {
  return status === "active" || status === "inactive" || status === "suspended";
}

/** Acts on the rows that are in sight and chosen, one by one, in space of its own so that it covers nothing. */
export function BulkBar({ people, onClear }: { people: readonly UserSummary[]; onClear: () => void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { toasts } = useApp();
  const [busy, setBusy] = useState(false);
  const change = useOperationAction(setUserStatus);
  const allowed = people.filter(({ abilities }) => abilities.includes("suspend"));

  const apply = async (wishes: readonly Wish[]) => {
    let refused: unknown;
    let done = 0;
    for (const { id, status } of wishes) {
      try {
        await change.mutateAsync({ request: { params: { id }, body: { status } } });
        done++;
      } catch (error) {
        refused = error;
      }
    }
    return { done, refused };
  };
  const run = async (status: Settable) => {
    const concerned = allowed.filter((person) => person.status !== status);
    setBusy(true);
    const { done, refused } = await apply(concerned.map(({ id }) => ({ id, status })));
    setBusy(false);
    onClear();
    const back = concerned.flatMap((person) =>
      isSettable(person.status) ? [{ id: person.id, status: person.status }] : [],
    );
    const count = concerned.length;
    const text =
      refused === undefined
        ? t("users.bulkDone", { count })
        : t("users.bulkPartly", { done, count, reason: describeProblem(refused, i18n).title });
    toasts.add({ text, action: { label: t("app.undo"), run: () => void apply(back) } }, { timeout: 15_000 });
  };
  const copy = async () => {
    await navigator.clipboard.writeText(people.map(({ email }) => email).join("\n"));
    toasts.add({ text: t("users.emailsCopied", { count: people.length }) }, { timeout: 5000 });
  };

  return (
    <div
      role="region"
      aria-label={t("users.bulkActions")}
      className="mx-4 my-2 flex shrink-0 flex-wrap items-center gap-2 rounded-control bg-inverse px-3 py-1.5 text-on-inverse sm:mx-6"
    >
      <p className="flex-1 font-medium" role="status">
        {t("users.selected", { count: people.length })}
      </p>
      {allowed.length > 0 && (
        <>
          <Button kind="inverse" isDisabled={busy} onPress={() => void run("active")}>
            {t("action.activate")}
          </Button>
          <Button kind="inverse" isDisabled={busy} onPress={() => void run("suspended")}>
            {t("action.suspend")}
          </Button>
        </>
      )}
      <Button kind="inverse" onPress={() => void copy()}>
        {t("users.copyEmails")}
      </Button>
      <IconButton icon="close" kind="inverse" label={t("users.clearSelection")} onPress={onClear} />
    </div>
  );
}
