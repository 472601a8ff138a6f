import { editOrganization, organizationPlans, type Organization } from "@atrium/contracts";
import { Banner, Button, Select } from "@atrium/ui";
import { useRef } from "react";
import { isConflict } from "../../api/problem.ts";
import { useCan } from "../../api/session.ts";
import { useContractForm, type FormValues } from "../../api/use-contract-form.ts";
import { useApp } from "../../app/app-context.tsx";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { FormTextField } from "../../ui/form-field.tsx";
import { ProblemBanner } from "../../ui/problem-banner.tsx";
import { limitFields, limitsOf, limitValues } from "./limit-values.ts";

const valuesOf = ({ name, slug, plan, limits }: Organization): FormValues => ({
  name,
  slug,
  plan,
  ...limitValues(limits),
});

export function EditOrganization({
  organization,
  reload,
}: {
  organization: Organization;
  reload: () => Promise<Organization | null>;
}) {
  const { t } = useI18n();
  const { toasts } = useApp();
  const can = useCan();
  const version = useRef(organization.version);
  const form = useContractForm(editOrganization, {
    initial: valuesOf(organization),
    request: (values, changed) => {
      const plan = organizationPlans.find((each) => each === values["plan"]);
      const limits = limitsOf(values, changed);
      return {
        params: { id: organization.id },
        body: {
          ...(changed.includes("name") && { name: values["name"] ?? "" }),
          ...(changed.includes("slug") && { slug: values["slug"] ?? "" }),
          ...(changed.includes("plan") && plan !== undefined && { plan }),
          ...(Object.keys(limits).length > 0 && { limits }),
        },
      };
    },
    options: () => ({ version: version.current }),
    onDone: (after) => {
      version.current = after.version;
      form.restart(valuesOf(after));
      toasts.add({ text: t("organizations.saved") }, { timeout: 5000 });
    },
  });
  const takeTheirs = async () => {
    const newest = await reload();
    if (newest === null) return;
    version.current = newest.version;
    form.rebase(valuesOf(newest));
  };
  return (
    <form onSubmit={form.submit} noValidate className="flex max-w-150 flex-col gap-4">
      {isConflict(form.problem) ? (
        <Banner
          tone="warn"
          urgent
          action={<Button onPress={() => void takeTheirs()}>{t("problem.conflict.load")}</Button>}
        >
          {t("problem.conflict")}
        </Banner>
      ) : (
        <ProblemBanner error={form.problem} />
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        <FormTextField form={form} name="name" autoComplete="off" />
        <FormTextField form={form} name="slug" autoComplete="off" />
        {can("organizations:manage") && (
          <Select
            label={t("field.plan")}
            placeholder={t("field.plan")}
            value={form.values["plan"] ?? "free"}
            onChange={(plan) => form.set({ plan })}
            options={organizationPlans.map((id) => ({ id, label: t(`plan.${id}`) }))}
          />
        )}
        {limitFields.map(({ name, title }) => (
          <FormTextField key={name} form={form} name={name} label={t(title)} autoComplete="off" />
        ))}
      </div>
      <div>
        <Button
          type="submit"
          kind="primary"
          isPending={form.isSending}
          isDisabled={form.changed.length === 0}
        >
          {t("user.save")}
        </Button>
      </div>
    </form>
  );
}
