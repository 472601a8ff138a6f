import {
  createReview,
  reviewDecisions,
  reviewRecurrences,
  reviewScopes,
  userFilterFields,
} from "@atrium/contracts";
import { Button, Dialog, DialogActions, DialogBody, Select, type Choice } from "@atrium/ui";
import { useState, type FormEvent } from "react";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { parseFilter } from "@atrium/filter";
import { useContractForm } from "../../api/use-contract-form.ts";
import { useApp } from "../../app/app-context.tsx";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { FormTextField } from "../../ui/form-field.tsx";
import { ProblemBanner } from "../../ui/problem-banner.tsx";
import { MomentField } from "../access/moment-field.tsx";
import { SubjectPicker } from "../access/pickers.tsx";
import { RoleSelect } from "../requests/role-select.tsx";
import { inTwoWeeks } from "./in-two-weeks.ts";

const route = getRouteApi("/o/$org/reviews");
const reviewerKinds = ["managers", "role", "people"] as const;

export function ReviewDialog({ onClose }: { onClose: () => void }) {
  const { t } = useI18n();
  const { toasts } = useApp();
  const navigate = useNavigate();
  const { org } = route.useParams();
  const [scope, setScope] = useState<(typeof reviewScopes)[number]>("all");
  const [role, setRole] = useState<string | null>(null);
  const [group, setGroup] = useState<Choice | null>(null);
  const [reviewers, setReviewers] = useState<(typeof reviewerKinds)[number]>("managers");
  const [deciders, setDeciders] = useState<string | null>(null);
  const [person, setPerson] = useState<Choice | null>(null);
  const [undecided, setUndecided] = useState<(typeof reviewDecisions)[number]>("keep");
  const [recurrence, setRecurrence] = useState<(typeof reviewRecurrences)[number]>("none");
  const [lacks, setLacks] = useState(false);
  const form = useContractForm(createReview, {
    initial: { name: "", dueAt: inTwoWeeks(), q: "" },
    request: ({ name = "", dueAt = "", q = "" }) => ({
      body: {
        name,
        dueAt: dueAt === "" ? "" : new Date(dueAt).toISOString(),
        scope:
          scope === "role"
            ? { kind: scope, role: role ?? "" }
            : scope === "group"
              ? { kind: scope, group: group?.id ?? "" }
              : scope === "filter"
                ? { kind: scope, q }
                : { kind: scope },
        reviewers:
          reviewers === "role"
            ? { kind: reviewers, role: deciders ?? "" }
            : reviewers === "people"
              ? { kind: reviewers, people: [person?.id ?? ""] }
              : { kind: reviewers },
        undecided,
        recurrence,
      },
    }),
    idempotent: true,
    onDone: ({ id }) => {
      toasts.add({ text: t("reviews.made") }, { timeout: 6000 });
      void navigate({ to: "/o/$org/reviews/$id", params: { org, id }, search: { whose: "all" } });
    },
  });
  const q = form.values["q"] ?? "";
  const read = scope === "filter" ? parseFilter(q, userFilterFields) : null;
  const noScope =
    (scope === "role" && role === null) ||
    (scope === "group" && group === null) ||
    (scope === "filter" && (q.trim() === "" || read?.ok !== true));
  const noReviewer =
    (reviewers === "role" && deciders === null) || (reviewers === "people" && person === null);
  const missing = t("form.missing");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setLacks(noScope || noReviewer);
    if (!noScope && !noReviewer) form.submit();
  };
  const named = <Id extends string>(ids: readonly Id[], label: (id: Id) => string) =>
    ids.map((id) => ({ id, label: label(id) }));
  return (
    <Dialog isOpen onOpenChange={onClose} title={t("reviews.makeTitle")} width="wide">
      <form onSubmit={submit} noValidate>
        <DialogBody>
          <p>{t("reviews.makeDetail")}</p>
          <ProblemBanner error={form.problem} />
          <FormTextField
            form={form}
            name="name"
            label={t("reviews.name")}
            description={t("reviews.nameHint")}
            autoFocus
            autoComplete="off"
          />
          <div className="grid items-start gap-4 sm:grid-cols-2">
            <Select
              label={t("reviews.scope")}
              placeholder=""
              value={scope}
              options={named(reviewScopes, (id) => t(`reviews.scope.${id}`))}
              onChange={(id) => setScope(reviewScopes.find((one) => one === id) ?? "all")}
            />
            {scope === "role" && (
              <RoleSelect
                value={role}
                error={lacks && role === null ? missing : undefined}
                onChange={setRole}
              />
            )}
            {scope === "group" && (
              <SubjectPicker
                label={t("reviews.group")}
                placeholder={t("reviews.group.choose")}
                types={["group"]}
                value={group}
                isRequired
                error={lacks && group === null ? missing : undefined}
                onChange={setGroup}
              />
            )}
            {scope === "filter" && (
              <FormTextField form={form} name="q" label={t("reviews.q")} description={t("reviews.qHint")} />
            )}
          </div>
          {scope === "filter" && read?.ok === false && q !== "" && (
            <p role="status" className="text-small text-bad">
              {read.errors[0]?.message}
            </p>
          )}
          <div className="grid items-start gap-4 sm:grid-cols-2">
            <Select
              label={t("reviews.reviewers")}
              placeholder=""
              value={reviewers}
              options={named(reviewerKinds, (id) => t(`reviews.reviewers.${id}`))}
              description={t("reviews.reviewers.hint")}
              onChange={(id) => setReviewers(reviewerKinds.find((one) => one === id) ?? "managers")}
            />
            {reviewers === "role" && (
              <RoleSelect
                value={deciders}
                error={lacks && deciders === null ? missing : undefined}
                onChange={setDeciders}
              />
            )}
            {reviewers === "people" && (
              <SubjectPicker
                label={t("reviews.person")}
                placeholder={t("reviews.person.choose")}
                types={["user"]}
                value={person}
                isRequired
                error={lacks && person === null ? missing : undefined}
                onChange={setPerson}
              />
            )}
          </div>
          <div className="grid items-start gap-4 sm:grid-cols-[1.3fr_1fr_1fr]">
            <MomentField form={form} name="dueAt" label={t("reviews.due")} />
            <Select
              label={t("reviews.undecided")}
              placeholder=""
              value={undecided}
              options={named(reviewDecisions, (id) => t(`reviews.undecided.${id}`))}
              onChange={(id) => setUndecided(id === "revoke" ? "revoke" : "keep")}
            />
            <Select
              label={t("reviews.recurrence")}
              placeholder=""
              value={recurrence}
              options={named(reviewRecurrences, (id) => t(`reviews.recurrence.${id}`))}
              onChange={(id) => setRecurrence(reviewRecurrences.find((one) => one === id) ?? "none")}
            />
          </div>
        </DialogBody>
        <DialogActions>
          <Button onPress={onClose}>{t("app.cancel")}</Button>
          <Button type="submit" kind="primary" isPending={form.isSending}>
            {t("reviews.begin")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
