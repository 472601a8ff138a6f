import {
  deleteServiceAccount,
  getServiceAccount,
  updateServiceAccount,
  type ServiceAccount,
} from "@atrium/contracts";
import { Badge, Button, buttonClass, CopyText, EmptyState, SkeletonRows, Status } from "@atrium/ui";
import { getRouteApi, Link } from "@tanstack/react-router";
import { ApiError } from "@atrium/sdk";
import { useState } from "react";
import { useOperation } from "../../api/operation.ts";
import { useCan } from "../../api/session.ts";
import { useVerb } from "../../api/use-verb.ts";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { ProblemState } from "../../shell/problem-state.tsx";
import { ConfirmDialog, type Confirmation } from "../../ui/confirm-dialog.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Moment } from "../../ui/moment.tsx";
import { usePeopleNames } from "../../ui/people-names.ts";
import { useRoleNames } from "../../ui/role-names.ts";
import { Section } from "../../ui/section.tsx";
import { EditAccountDialog } from "./account-dialog.tsx";
import { KeyEntries } from "./key-entries.tsx";
import { MakeKeyDialog } from "./make-key-dialog.tsx";

const route = getRouteApi("/o/$org/keys/accounts/$id");

export function AccountPage() {
  const { t } = useI18n();
  const { id, org } = route.useParams();
  const found = useOperation(getServiceAccount, { params: { id } });
  if (found.error instanceof ApiError && found.error.status === 404) {
    return (
      <EmptyState
        title={t("problem.notFound.title")}
        action={
          <Link to="/o/$org/keys" params={{ org }} search={{ tab: "accounts" }} className={buttonClass()}>
            {t("keys.tab.accounts")}
          </Link>
        }
      >
        {t("problem.notFound.detail")}
      </EmptyState>
    );
  }
  if (found.data !== undefined) return <AccountSheet account={found.data} />;
  if (found.error === null) return <SkeletonRows rows={6} label={t("app.loading")} />;
  return (
    <ProblemState
      error={found.error}
      onRetry={() => void found.refetch()}
      permission="service_accounts:read"
    />
  );
}

function AccountSheet({ account }: { account: ServiceAccount }) {
  const { t } = useI18n();
  const { org } = route.useParams();
  const navigate = route.useNavigate();
  const can = useCan();
  const roleName = useRoleNames();
  const names = usePeopleNames([account.createdBy]);
  const [open, setOpen] = useState<"edit" | "make" | null>(null);
  const [asked, setAsked] = useState<Confirmation | null>(null);
  const { id, name, status, roles, version } = account;
  const toggle = useVerb(updateServiceAccount);
  const remove = useVerb(deleteServiceAccount, t("accounts.deleted", { name }));
  const mayManage = can("service_accounts:manage");
  const other = status === "active" ? ("suspended" as const) : ("active" as const);
  const close = () => setOpen(null);
  const toList = () => void navigate({ to: "/o/$org/keys", params: { org }, search: { tab: "accounts" } });
  return (
    <>
      <PageHeader
        crumbs={[
          t("nav.access"),
          <Link
            key="list"
            to="/o/$org/keys"
            params={{ org }}
            search={{ tab: "accounts" }}
            className="hover:text-ink hover:underline"
          >
            {t("keys.tab.accounts")}
          </Link>,
        ]}
        title={name}
        summary={
          <span className="flex flex-wrap items-center gap-x-4">
            <Status name={status}>{t(`status.${status}`)}</Status>
            {t("accounts.keysCount", { count: account.keys })}
          </span>
        }
        actions={
          mayManage && (
            <>
              <Button onPress={() => setOpen("edit")}>{t("accounts.edit")}</Button>
              <Button
                isPending={toggle.isPending}
                onPress={() =>
                  toggle.run({ params: { id }, body: { status: other } }, undefined, { version })
                }
              >
                {t(status === "active" ? "action.suspend" : "action.activate")}
              </Button>
            </>
          )
        }
      />
      <div className="min-h-0 flex-1 overflow-y-auto border-t border-line scroll-quiet">
        <div className="max-w-200 px-4 pb-16 sm:px-6">
          <Section
            title={t("accounts.keys")}
            detail={status === "active" ? t("accounts.keysDetail") : t("accounts.suspendDetail")}
            action={
              can("api_keys:create") &&
              status === "active" && (
                <Button kind="primary" onPress={() => setOpen("make")}>
                  {t("keys.make")}
                </Button>
              )
            }
          >
            <KeyEntries owner={id} label={t("accounts.keys")} none={t("accounts.noKeys")} />
          </Section>
          <Section title={t("accounts.facts")}>
            <Facts
              facts={[
                { name: t("field.description"), value: account.description },
                {
                  name: t("field.roles"),
                  value:
                    roles.length === 0
                      ? null
                      : roles.map((slug) => <Badge key={slug}>{roleName(slug)}</Badge>),
                },
                {
                  name: t("keys.createdBy"),
                  value:
                    account.createdBy === null ? null : (names.get(account.createdBy) ?? account.createdBy),
                },
                { name: t("keys.made"), value: <Moment iso={account.createdAt} none="" /> },
                {
                  name: t("field.id"),
                  value: <CopyText text={id} copy={t("app.copy")} copied={t("app.copied")} />,
                },
              ]}
            />
          </Section>
          {mayManage && (
            <Section
              title={t("accounts.delete")}
              detail={t("accounts.deleteDetail")}
              action={
                <Button
                  kind="danger"
                  onPress={() =>
                    setAsked({
                      title: t("accounts.deleteTitle", { name }),
                      detail: t("accounts.deleteDetail"),
                      submit: t("accounts.delete"),
                      typed: name,
                      onConfirm: () => remove.run({ params: { id } }, toList),
                    })
                  }
                >
                  {t("accounts.delete")}
                </Button>
              }
            >
              {null}
            </Section>
          )}
        </div>
      </div>
      {open === "edit" && <EditAccountDialog account={account} onClose={close} />}
      {open === "make" && <MakeKeyDialog owner={{ id, name }} onClose={close} />}
      <ConfirmDialog asked={asked} onClose={() => setAsked(null)} />
    </>
  );
}
