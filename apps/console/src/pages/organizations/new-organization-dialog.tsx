import { createOrganization, createOrganizationBelow, organizationPlans } from "@atrium/contracts";
import { Button, Dialog, DialogActions, DialogBody, Select, type Choice } from "@atrium/ui";
import { useState, type ReactNode } from "react";
import { useCan } from "../../api/session.ts";
import { useContractForm, type ContractForm } from "../../api/use-contract-form.ts";
import { useApp } from "../../app/app-context.tsx";
import { useI18n } from "../../i18n/i18n-context.tsx";
import { FormTextField } from "../../ui/form-field.tsx";
import { ProblemBanner } from "../../ui/problem-banner.tsx";
import { FindOrganization } from "./find-organization.tsx";

/** A slug as the name suggests it; what is written by hand stays. */
const suggested = (name: string): string =>
  name
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 60);

export function NewOrganizationDialog({
  onClose,
  onMade,
}: {
  onClose: () => void;
  onMade: (id: string) => void;
}) {
  const can = useCan();
  return can("organizations:create") ? (
    <MakeAnywhere onClose={onClose} onMade={onMade} />
  ) : (
    <MakeBelow onClose={onClose} onMade={onMade} />
  );
}

type Props = { onClose: () => void; onMade: (id: string) => void };

function MakeAnywhere({ onClose, onMade }: Props) {
  const { t } = useI18n();
  const told = useTold(onMade);
  const [plan, setPlan] = useState<(typeof organizationPlans)[number]>("free");
  const [parent, setParent] = useState<Choice | null>(null);
  const form = useContractForm(createOrganization, {
    initial: { name: "", slug: "" },
    request: ({ name = "", slug = "" }) => ({
      body: {
        name,
        slug: slug === "" ? suggested(name) : slug,
        plan,
        ...(parent !== null && { parentId: parent.id }),
      },
    }),
    idempotent: true,
    onDone: told,
  });
  return (
    <Frame form={form} onClose={onClose}>
      <FindOrganization value={parent} onChange={setParent} />
      <Select
        label={t("field.plan")}
        placeholder={t("field.plan")}
        value={plan}
        onChange={(id) => setPlan(organizationPlans.find((each) => each === id) ?? "free")}
        options={organizationPlans.map((id) => ({ id, label: t(`plan.${id}`) }))}
      />
    </Frame>
  );
}

function MakeBelow({ onClose, onMade }: Props) {
  const told = useTold(onMade);
  const form = useContractForm(createOrganizationBelow, {
    initial: { name: "", slug: "" },
    request: ({ name = "", slug = "" }) => ({ body: { name, slug: slug === "" ? suggested(name) : slug } }),
    idempotent: true,
    onDone: told,
  });
  return <Frame form={form} onClose={onClose} />;
}

function useTold(onMade: (id: string) => void) {
  const { t } = useI18n();
  const { toasts } = useApp();
  return ({ id, name }: { id: string; name: string }) => {
    toasts.add({ text: t("organizations.made", { name }) }, { timeout: 6000 });
    onMade(id);
  };
}

function Frame({
  form,
  onClose,
  children,
}: {
  form: ContractForm;
  onClose: () => void;
  children?: ReactNode;
}) {
  const { t } = useI18n();
  const name = form.field("name");
  const [ownSlug, setOwnSlug] = useState(false);
  return (
    <Dialog isOpen onOpenChange={onClose} title={t("organizations.newTitle")}>
      <form onSubmit={form.submit} noValidate>
        <DialogBody>
          <p>{t("organizations.newDetail")}</p>
          <ProblemBanner error={form.problem} />
          <FormTextField
            form={{
              ...form,
              field: (field) =>
                field !== "name"
                  ? form.field(field)
                  : {
                      ...name,
                      onChange: (text) =>
                        form.set({ name: text, ...(!ownSlug && { slug: suggested(text) }) }),
                    },
            }}
            name="name"
            autoFocus
            autoComplete="off"
          />
          <FormTextField
            form={{
              ...form,
              field: (field) => ({
                ...form.field(field),
                onChange: (text) => {
                  setOwnSlug(text !== "");
                  form.set({ slug: text });
                },
              }),
            }}
            name="slug"
            autoComplete="off"
          />
          {children}
        </DialogBody>
        <DialogActions>
          <Button onPress={onClose}>{t("app.cancel")}</Button>
          <Button type="submit" kind="primary" isPending={form.isSending}>
            {t("organizations.create")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
