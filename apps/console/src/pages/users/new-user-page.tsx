import { createUser, listAttributes, listRoles, type Attribute } from "@atrium/contracts";
import { Button, buttonClass, Select, SkeletonRows } from "@atrium/ui";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useOperation } from "../../api/operation.ts";
import { useCan, useSession } from "../../api/session.ts";
import { useContractForm } from "../../api/use-contract-form.ts";
import { useApp } from "../../app/app-context.tsx";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { CrumbLink, PageHeader } from "../../shell/page-header.tsx";
import { NoPermission } from "../../shell/problem-state.tsx";
import { FormTextField } from "../../ui/form-field.tsx";
import { ProblemBanner } from "../../ui/problem-banner.tsx";
import { AttributeFields } from "../user/attribute-fields.tsx";
import { attributeField, attributeFormValues, editedAttributes } from "../user/attribute-values.ts";

const route = getRouteApi("/o/$org/users/new");
const plainFields = ["firstName", "lastName", "title", "department", "phone"] as const;
const statuses = ["pending", "active", "inactive"] as const;

export function NewUserPage() {
  const { t } = useI18n();
  const { org } = route.useParams();
  const session = useSession().data;
  const can = useCan();
  if (!can("users:create")) return <NoPermission permission="users:create" />;
  return (
    <>
      <PageHeader
        crumbs={[
          t("nav.people"),
          <CrumbLink key="users" to="/o/$org/users" organization={org}>
            {t("users.title")}
          </CrumbLink>,
        ]}
        title={t("user.new.title")}
        summary={t("user.new.summary", { organization: session?.organization?.name ?? org })}
      />
      <Prepared organization={org} />
    </>
  );
}

/** What is asked of new people must be known before they are asked. */
function Prepared({ organization }: { organization: string }) {
  const { t } = useI18n();
  const attributes = useOperation(listAttributes, {});
  if (attributes.data === undefined && attributes.error === null) {
    return <SkeletonRows rows={6} label={t("app.loading")} />;
  }
  return <NewUserForm organization={organization} attributes={attributes.data?.items ?? []} />;
}

function usualValues(attributes: readonly Attribute[]): Record<string, Attribute["defaultValue"]> {
  return Object.fromEntries(attributes.map(({ key, defaultValue }) => [key, defaultValue]));
}

function NewUserForm({
  organization,
  attributes,
}: {
  organization: string;
  attributes: readonly Attribute[];
}) {
  const { t } = useI18n();
  const can = useCan();
  const navigate = useNavigate();
  const { toasts } = useApp();
  const roles = useOperation(listRoles, {}, { enabled: can("roles:read") });
  const form = useContractForm(createUser, {
    initial: {
      email: "",
      firstName: "",
      lastName: "",
      title: "",
      department: "",
      phone: "",
      status: "pending",
      roles: "user",
      ...attributeFormValues(attributes, usualValues(attributes)),
    },
    request: (values) => {
      const { email = "", status, roles: role } = values;
      const filled = attributes.map(({ key }) => attributeField(key)).filter((name) => values[name] !== "");
      const own = editedAttributes(attributes, values, filled);
      return {
        body: {
          email,
          status: statuses.find((one) => one === status) ?? "pending",
          roles: [role ?? "user"],
          ...Object.fromEntries(
            plainFields.flatMap((name) => (values[name] === "" ? [] : [[name, values[name]]])),
          ),
          ...(own !== null && { attributes: own }),
        },
      };
    },
    idempotent: true,
    onDone: (person) => {
      toasts.add({ text: t("user.created", { name: person.displayName }) }, { timeout: 6000 });
      void navigate({ to: "/o/$org/users/$id", params: { org: organization, id: person.id } });
    },
  });
  return (
    <div className="min-h-0 flex-1 overflow-y-auto border-t border-line scroll-quiet">
      <form onSubmit={form.submit} noValidate className="flex max-w-160 flex-col gap-4 px-4 py-6 sm:px-6">
        <ProblemBanner error={form.problem} />
        <FormTextField form={form} name="email" type="email" autoFocus autoComplete="off" />
        <div className="grid gap-4 sm:grid-cols-2">
          <FormTextField form={form} name="firstName" autoComplete="off" />
          <FormTextField form={form} name="lastName" autoComplete="off" />
          <FormTextField form={form} name="title" autoComplete="off" />
          <FormTextField form={form} name="department" autoComplete="off" />
          <FormTextField form={form} name="phone" type="tel" autoComplete="off" />
        </div>
        <div className="grid gap-4 sm:grid-cols-2">
          <Select
            label={t("field.status")}
            placeholder={t("field.status")}
            value={form.values["status"] ?? null}
            onChange={(status) => form.set({ status })}
            options={statuses.map((status) => ({ id: status, label: t(`status.${status}`) }))}
          />
          {roles.data !== undefined && (
            <Select
              label={t("field.roles")}
              placeholder={t("user.role.choose")}
              value={form.values["roles"] ?? null}
              onChange={(role) => form.set({ roles: role })}
              error={form.field("roles").error}
              options={roles.data.items.map(({ slug, name, assignable }) => ({
                id: slug,
                label: name,
                disabled: !assignable,
              }))}
            />
          )}
        </div>
        {attributes.some(({ writable }) => writable) && (
          <div className="grid gap-4 sm:grid-cols-2">
            <AttributeFields form={form} attributes={attributes} />
          </div>
        )}
        <div className="flex gap-2 pt-2">
          <Button type="submit" kind="primary" isPending={form.isSending}>
            {t("user.new.submit")}
          </Button>
          <Link to="/o/$org/users" params={{ org: organization }} className={buttonClass({ kind: "quiet" })}>
            {t("app.cancel")}
          </Link>
        </div>
      </form>
    </div>
  );
}
