import { updatePolicy } from "@atrium/contracts";
import { Banner, Button } from "@atrium/ui";
import { ApiError } from "@atrium/sdk";
import { useEffect, useRef, useState, type FormEvent } from "react";
import { useOperationAction } from "../../api/operation.ts";
import { isConflict } from "../../api/problem.ts";
import { useSayProblem } from "../../api/use-verb.ts";
import { useApp } from "../../app/app-context.tsx";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { ProblemBanner } from "../../ui/problem-banner.tsx";
import { Section } from "../../ui/section.tsx";
import {
  addedTo,
  changesOf,
  isEmptyDraft,
  rulesOf,
  takenBack,
  withDraft,
  type PolicyDraft,
} from "./draft.ts";
import { wordsByField } from "./field-errors.ts";
import type { PolicyGroupInfo } from "./groups.ts";
import type { Policy } from "./policy-types.ts";
import { Preview } from "./preview.tsx";

/** One form. It sends what was changed, for the version that was read; a conflict keeps what one wrote. */
export function PolicyGroup({
  group: { id, title, sentence, Fields },
  policy,
  reload,
  ownVersions,
  readOnly,
}: {
  group: PolicyGroupInfo;
  policy: Policy;
  reload: () => Promise<Policy | null>;
  ownVersions: Map<number, number>;
  readOnly: boolean;
}) {
  const i18n = useI18n();
  const { t } = i18n;
  const { toasts } = useApp();
  const say = useSayProblem();
  const [draft, setDraft] = useState<PolicyDraft>({});
  const [locksOut, setLocksOut] = useState(false);
  const begunAt = useRef<number | null>(null);
  const save = useOperationAction(updatePolicy);
  const rules = rulesOf(policy);
  const changes = changesOf(rules, draft);
  const dirty = !isEmptyDraft(changes);
  const wanted = withDraft(rules, draft);

  const set = (more: PolicyDraft) => {
    begunAt.current ??= policy.version;
    setDraft((now) => addedTo(now, more));
    save.reset();
  };
  const forget = () => {
    begunAt.current = null;
    setDraft({});
    save.reset();
  };
  const send = (body: PolicyDraft, from: number) => {
    let version = from;
    for (let next = ownVersions.get(version); next !== undefined; next = ownVersions.get(version))
      version = next;
    return save.mutateAsync({ request: { body }, options: { version } }).then((after) => {
      ownVersions.set(version, after.version);
      return after;
    });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!dirty || save.isPending) return;
    const back = takenBack(rules, changes);
    send(changes, begunAt.current ?? policy.version).then(
      ({ version }) => {
        forget();
        const undo = () => void send(back, version).catch(say);
        toasts.add(
          { text: t("user.saved"), action: { label: t("app.undo"), run: undo } },
          { timeout: 15_000 },
        );
      },
      () => undefined,
    );
  };
  useEffect(() => {
    if (!dirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [dirty]);

  const errors = wordsByField(save.error);
  const placed = save.error instanceof ApiError && Object.keys(errors).length > 0;
  return (
    <Section title={t(title)} detail={<span data-says={id}>{sentence(wanted, i18n)}</span>}>
      <form onSubmit={submit} noValidate className="flex flex-col gap-4">
        {isConflict(save.error) ? (
          <Banner
            tone="warn"
            urgent
            action={
              <Button
                onPress={() =>
                  void reload().then((newest) => {
                    if (newest !== null) begunAt.current = newest.version;
                    save.reset();
                  })
                }
              >
                {t("problem.conflict.load")}
              </Button>
            }
          >
            {t("problem.conflict")}
          </Banner>
        ) : (
          !placed && <ProblemBanner error={save.error} />
        )}
        <Fields rules={wanted} set={set} isDisabled={readOnly} errors={errors} />
        {dirty && <Preview changes={changes} onLocksOut={setLocksOut} />}
        {dirty && (
          <div className="flex flex-wrap items-center gap-2">
            <Button type="submit" kind="primary" isPending={save.isPending} isDisabled={locksOut}>
              {t("user.save")}
            </Button>
            <Button kind="quiet" onPress={forget}>
              {t("app.cancel")}
            </Button>
          </div>
        )}
      </form>
    </Section>
  );
}
